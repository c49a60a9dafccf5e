# A cache in front of the site that lets go of pages when they change: varnishd -a :6081 -f varnish.vcl
# The site says FRONTEND_CACHE=http://127.0.0.1:6081 and COPROD_PAGE_CACHE_SECONDS=600.
vcl 4.1;

backend site {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may throw pages out: the machines that the site runs on, and nobody else.
acl site_itself {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ site_itself) {
            return (synth(405, "Not allowed"));
        }
        return (purge);
    }
    # Somebody who is signed in gets a page of their own, and nobody else gets that one. Other cookies are scripts' own: the
    # site asks for none of a reader's.
    if (req.http.Cookie ~ "(^|;\s*)sessionid=" || req.http.Authorization) {
        return (pass);
    }
    if (req.method == "GET" || req.method == "HEAD") {
        unset req.http.Cookie;
    }
}

sub vcl_backend_response {
    # By itself, Varnish gives old copies away for ten seconds more.
    if (beresp.http.Cache-Control !~ "stale-while-revalidate") {
        set beresp.grace = 0s;
    }
    # And keeps for two minutes what says nothing about it. Here that is kept by nobody, and neither is what is for one person.
    if (beresp.http.Cache-Control !~ "s-maxage=[1-9]" || beresp.http.Cache-Control ~ "private|no-store"
        || beresp.http.Set-Cookie) {
        set beresp.uncacheable = true;
        set beresp.ttl = 120s;
        return (deliver);
    }
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
}
