"""People at their desks: each registers one request after the other through the real form, and presses again, with the same form, until the site says that it stands."""
import http.client, re, threading, time, urllib.parse, uuid
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What happened at one site process; times are time.monotonic()."""
    acknowledged: list = field(default_factory=list)  # (when, number, marker)
    answers: list = field(default_factory=list)  # (when asked, seconds, what)
    wrong: list = field(default_factory=list)  # what a person should never see


class Visitor:
    def __init__(self, port, account, password):
        self.port, self.cookies, self.http = port, {}, None
        page = self.ask("GET", "/sign-in")[2]
        status, _, _ = self.ask("POST", "/sign-in", {"__RequestVerificationToken": token(page), "Form.Account": account, "Form.Password": password})
        if status != 302:
            raise RuntimeError(f"sign-in was answered {status}")

    def ask(self, method, path, form=None, patience=90):
        body = urllib.parse.urlencode(form) if form else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept": "text/html"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            if self.http is None:
                self.http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
            self.http.request(method, path, body, headers)
            answer = self.http.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            if self.http:
                self.http.close()
            self.http = None
            raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.getheader("Location") or "", text


def token(page):
    return re.search(r'name="__RequestVerificationToken"[^>]*value="([^"]+)"', page).group(1)


class Load:
    """So many clerks and one who only reads at one site process."""

    def __init__(self, name, port, accounts, password, pace):
        self.name, self.port, self.pace, self.tally = name, port, pace, Tally()
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.register, args=(f"{name}{i}", Visitor(port, account, password)), daemon=True) for i, account in enumerate(accounts)]
        self.threads.append(threading.Thread(target=self.read, args=(Visitor(port, accounts[0], password),), daemon=True))
        for thread in self.threads:
            thread.start()

    def stop(self):
        """Everybody gets the answer to the form that lies before him first."""
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def timed(self, visitor, *request):
        began = time.monotonic()
        try:
            status, location, body = visitor.ask(*request)
        except (OSError, http.client.HTTPException) as failure:
            status, location, body = type(failure).__name__, "", ""
        self.tally.answers.append((began, time.monotonic() - began, status))
        return status, location, body

    def register(self, name, visitor):
        form_token, count = token(visitor.ask("GET", "/cases/new")[2]), 0
        while not self.stopping.is_set():
            count += 1
            marker = f"故障演练 {name} 第 {count} 件"
            form = {"__RequestVerificationToken": form_token, "Form.Token": str(uuid.uuid4()), "Form.Phone": f"139{abs(hash(marker)) % 10**8:08}", "Form.Name": "陈女士", "Form.Channel": "hotline",
                    "Form.Kind": "repair", "Form.Scope": "other-unit", "Form.UnitId": "ops", "Form.Address": f"锦绣花园{count % 30 + 1}号楼", "Form.Content": marker, "Form.Urgency": "normal"}
            while True:
                status, location, body = self.timed(visitor, "POST", "/cases/new", form)
                stands = re.match(r"/cases/([\d-]+)/registered", location)
                if stands:
                    self.tally.acknowledged.append((time.monotonic(), stands.group(1), marker))
                    break
                if status == 503 and marker not in body:
                    self.tally.wrong.append("503 without what was typed")
                elif status != 503:
                    self.tally.wrong.append(f"registering was answered {status}")
                time.sleep(0.2)
            time.sleep(self.pace)

    def read(self, visitor):
        while not self.stopping.is_set():
            for path in ("/desk", "/cases"):
                status, _, _ = self.timed(visitor, "GET", path)
                if status not in (200, 503):
                    self.tally.wrong.append(f"{path} was answered {status}")
            time.sleep(0.3)
