"""Varnish and nginx as a cache in front of the demo, each with the file that the documentation hands out."""

import os
import shutil
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path

from .connection import Connection

DEPLOY = Path(__file__).resolve().parents[2] / "example_site/deploy"
PURGE_MODULE = Path("/usr/lib/nginx/modules/ngx_http_cache_purge_module.so")


def program(name):
    """Where it is; Debian keeps servers out of the PATH of ordinary people."""
    return shutil.which(name, path="/usr/sbin:/sbin:/usr/bin:/bin:/usr/local/sbin:/usr/local/bin")


def has_varnish():
    return program("varnishd") is not None


def has_nginx():
    return program("nginx") is not None and PURGE_MODULE.exists()


def varnish_command(directory, port, site_port):
    recipe = (DEPLOY / "varnish.vcl").read_text().replace('.port = "8000"', f'.port = "{site_port}"')
    (directory / "varnish.vcl").write_text(recipe)
    options = ["-j", "none", "-F", "-s", "malloc,16m", "-n", directory / "work", "-a", f"127.0.0.1:{port}"]
    return [program("varnishd"), *options, "-f", directory / "varnish.vcl"]


def nginx_command(directory, port, site_port):
    recipe = (DEPLOY / "nginx-cache.conf").read_text()
    for documented, here in (
        ("/var/cache/nginx/site", directory / "cache"),
        ("listen 6081", f"listen 127.0.0.1:{port}"),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{site_port}"),
    ):
        assert recipe.count(documented) == 1, documented
        recipe = recipe.replace(documented, str(here))
    (directory / "site.conf").write_text(recipe)
    # It gives up being root for somebody who may not look into a folder of ours.
    user = "user root;\n" if os.getuid() == 0 else ""
    (directory / "nginx.conf").write_text(
        f"{user}load_module {PURGE_MODULE};\ndaemon off;\npid {directory}/pid;\nerror_log {directory}/errors;\nevents {{}}\n"
        f"http {{ access_log off; include {directory}/site.conf; }}\n"
    )
    return [program("nginx"), "-c", directory / "nginx.conf"]


@contextmanager
def running(command, port, directory):
    """One of these, until the end of the block."""
    with (directory / "output").open("w") as output:
        process = subprocess.Popen(list(map(str, command)), stdout=output, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert process.poll() is None, (directory / "output").read_text()
            try:
                with closing(Connection(port)) as connection:
                    connection.http.connect()
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
