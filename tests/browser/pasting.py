"""What a browser is told so that something is pasted: HTML, text, and whether there is a file."""

PASTE = """(field, [html, text, file]) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    if (text) data.setData("text/plain", text);
    if (file) data.items.add(new File(["x"], "screen.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
