"""A browser that is told what to do: chromedriver's own protocol over HTTP, nothing else needed."""
import json
import os
import re
import subprocess
import urllib.request

ARGUMENTS = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-sandbox", "--hide-scrollbars",
             "--no-first-run", "--disable-background-networking", "--force-color-profile=srgb"]


class Browser:
    """One window; `with` closes it and its driver."""

    def __init__(self, folder):
        self.driver = subprocess.Popen(["chromedriver", "--port=0", "--log-path=" + os.path.join(folder, "driver.log")],
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.root = self.session = None
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                self.root = "http://127.0.0.1:" + found.group(1)
                break
        if self.root is None:
            raise RuntimeError("chromedriver did not start")
        options = {"args": ARGUMENTS + ["--user-data-dir=" + os.path.join(folder, "profile")]}
        answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.session = answer["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self._ask("DELETE", "/session/" + self.session)
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()

    def _ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def command(self, name, **parameters):
        """A command of the DevTools protocol."""
        return self._ask("POST", f"/session/{self.session}/goog/cdp/execute", {"cmd": name, "params": parameters})

    def script(self, text, *arguments):
        """What the function body `text` returns; a promise is waited for."""
        return self._ask("POST", f"/session/{self.session}/execute/sync", {"script": text, "args": list(arguments)})

    def open(self, path):
        self._ask("POST", f"/session/{self.session}/url", {"url": "file://" + path})

    def log(self):
        """What the console said since the last call."""
        return self._ask("POST", f"/session/{self.session}/se/log", {"type": "browser"})

    def look(self, width, height=900, scheme="light", media="screen", motion="no-preference"):
        """The window's size and what the reader prefers."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.command("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": motion}])

    def press(self, key, code, modifiers=0):
        for kind in ("rawKeyDown", "keyUp"):
            self.command("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                         modifiers=modifiers)
        if key == "Enter":
            self.command("Input.dispatchKeyEvent", type="char", text="\r")

    def picture(self):
        return self.command("Page.captureScreenshot", captureBeyondViewport=True, format="png")["data"]

    def paper(self):
        self.command("Emulation.setEmulatedMedia", media="", features=[])
        return self.command("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
