"""The same work on Request Tracker and on Shouwen, one after the other, on one machine and one PostgreSQL server."""
import argparse, datetime, http.client, json, os, re, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.append(str(HERE.parent / "ha"))
from cluster import BIN, Process, run
from load import Visitor, token

SITE = ROOT / "src/Web/bin/Release/net10.0/shouwen.dll"
BENCH = ROOT / "bench/bin/Release/net10.0/Shouwen.Bench.dll"
TICK = os.sysconf("SC_CLK_TCK")
PLACE = "锦绣花园{}号楼"
ANSWER = "已上门更换燃气表，如有问题请来电。"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def said(n):
    return f"第 {n} 位客户，{PLACE.format(n % 30 + 1)}，家里的燃气表不走字"


def tree(root):
    """A process and everything below it."""
    below = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        below.setdefault(int(parts[1]), []).append((int(stat.parent.name), parts))
    found, heap = [], [root]
    own = Path(f"/proc/{root}/stat").read_text().rsplit(")", 1)[1].split()
    found.append(own)
    while heap:
        for pid, parts in below.get(heap.pop(), []):
            found.append(parts)
            heap.append(pid)
    return found


def processor(root):
    """Seconds of processor time of a process, those below it and those that have ended."""
    return sum(int(part) for parts in tree(root) for part in parts[11:15]) / TICK


class Server:
    """One PostgreSQL for both, which keeps what it acknowledged."""

    def __init__(self, folder):
        self.port, data = free_port(), folder / "postgres"
        run("chown", "postgres:", folder)
        self.root = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        run(*self.root, BIN / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self.process = Process(folder / "postgres.log", *self.root, BIN / "postgres", "-D", data, "-h", "127.0.0.1", "-p", self.port, "-k", "", "-c", "max_connections=200", "-c", "shared_buffers=512MB", "-c", "effective_cache_size=2GB", "-c", "random_page_cost=1.1")
        for _ in range(100):
            if run("psql", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-c", "SELECT 1", check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise TimeoutError("PostgreSQL does not answer")

    def query(self, database, sql=None, file=None, **values):
        given = [part for name, value in values.items() for part in ("-v", f"{name}={value}")]
        return run("psql", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d", database, "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1", *given, *(["-f", file] if file else ["-c", sql])).stdout

    def rest(self, database):
        """Statistics are taken and dirty pages written, so that no phase pays for the one before."""
        self.query(database, "VACUUM ANALYZE")
        self.query(database, "CHECKPOINT")


class Tracker:
    name = "Request Tracker 5"

    def __init__(self, server, folder, workers):
        self.server, self.port, self.count = server, free_port(), 0
        config = folder / "RT_SiteConfig.pm"
        config.write_text((HERE / "RT_SiteConfig.pm").read_text().replace("@PORT@", str(self.port)).replace("@DATABASE_PORT@", str(server.port)).replace("@FOLDER@", str(folder)))
        (folder / "none").mkdir()
        environment = {**os.environ, "RT_SITE_CONFIG": str(config), "RT_SITE_CONFIG_DIR": str(folder / "none"), "PLACK_ENV": "deployment", "LC_ALL": "C.UTF-8"}
        subprocess.run(["/usr/sbin/rt-setup-database-5", "--action", "init", "--dba", "postgres", "--dba-password", "none"], env=environment, check=True, capture_output=True)
        queue = "use lib '/usr/share/request-tracker5/lib'; use RT; RT::LoadConfig(); RT::Init(); my ($id, $why) = RT::Queue->new(RT->SystemUser)->Create(Name => 'ops'); $id or die $why;"
        subprocess.run(["perl", "-e", queue], env=environment, check=True, capture_output=True)
        self.process = Process(folder / "rt.log", "perl", "-I/usr/share/request-tracker5/lib", "/usr/bin/starman", "--listen", f"127.0.0.1:{self.port}", "--workers", workers, "--preload-app", "/usr/share/request-tracker5/libexec/rt-server", env=environment)
        self.cookie = self.sign_in()

    def sign_in(self):
        for _ in range(120):
            try:
                http_ = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                http_.request("POST", "/NoAuth/Login.html", "user=root&pass=password", {"Content-Type": "application/x-www-form-urlencoded"})
                answer = http_.getresponse()
                answer.read()
                return answer.getheader("Set-Cookie").split(";")[0]
            except OSError:
                time.sleep(0.5)
        raise TimeoutError("Request Tracker does not answer")

    def get(self, path):
        http_ = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        http_.request("GET", path, headers={"Cookie": self.cookie})
        return http_.getresponse().read().decode()

    def headers(self, kind):
        return {"Cookie": self.cookie, "Referer": f"http://127.0.0.1:{self.port}/", "Content-Type": "application/x-www-form-urlencoded" if kind == "form" else "application/json"}

    def registrations(self, n, kind):
        """Through the form, or through the REST interface."""
        form = urllib.parse.urlencode({"id": "new", "Queue": "ops", "Status": "new", "Subject": said(n), "Content": said(n) + "，请派人来看看。", "Requestors": "chen@example.com", "SubmitTicket": "Create"})
        rest = json.dumps({"Queue": "ops", "Subject": said(n), "Content": said(n) + "，请派人来看看。", "Requestor": "chen@example.com", "ContentType": "text/plain"}, ensure_ascii=False)
        return ("POST", "/Ticket/Create.html", form) if kind == "form" else ("POST", "/REST/2.0/ticket", rest)

    def there(self):
        return int(self.server.query("rt5", "SELECT count(*) FROM tickets"))

    def fill(self, number):
        have = self.there()
        if number > have:
            self.server.query("rt5", file=HERE / "clone.sql", source=self.server.query("rt5", "SELECT max(id) FROM tickets").strip(), first=have + 1, last=number)
        self.server.rest("rt5")

    def tickets(self, number):
        """The newest that nobody has."""
        return self.server.query("rt5", f"SELECT id FROM tickets WHERE owner = (SELECT id FROM users WHERE name = 'Nobody') ORDER BY id DESC LIMIT {number}").split()

    def takes(self, tickets):
        return [("PUT", f"/REST/2.0/ticket/{ticket}", '{"Owner":"root"}') for ticket in tickets]

    def answers(self, tickets):
        return [("POST", f"/REST/2.0/ticket/{ticket}/correspond", json.dumps({"Content": ANSWER, "ContentType": "text/plain"}, ensure_ascii=False)) for ticket in tickets]

    list_ = "/Search/Results.html?Query=Status%3D'__Active__'&Rows=50&OrderBy=id&Order=DESC"

    def shows(self, tickets):
        return [f"/Ticket/Display.html?id={ticket}" for ticket in tickets]

    search = "/Search/Simple.html?q=" + urllib.parse.quote(PLACE.format(7))


class Shouwen:
    name = "Shouwen"

    def __init__(self, server, folder):
        self.server, self.port = server, free_port()
        server.query("postgres", "CREATE DATABASE shouwen TEMPLATE template0")
        environment = {**os.environ, "SHOUWEN_DATABASE": f"Host=127.0.0.1;Port={server.port};Username=postgres;Database=shouwen"}
        (folder / "site").mkdir()
        subprocess.run(["dotnet", SITE, "demo", "--data", folder / "site"], env=environment, check=True, stdout=subprocess.DEVNULL)
        self.process = Process(folder / "site.log", "dotnet", SITE, "serve", "--data", folder / "site", "--urls", f"http://127.0.0.1:{self.port}", env=environment)
        for _ in range(120):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                time.sleep(0.5)
        # Who registers at the hotline, who takes and answers, who sees everything.
        self.people = {account: Visitor(self.port, account, "demo-2026") for account in ("li", "sun", "xie")}
        self.tokens = {account: token(visitor.ask("GET", "/password")[2]) for account, visitor in self.people.items()}

    def get(self, path):
        self.people["xie"].http = None
        return self.people["xie"].ask("GET", path)[2]

    def headers(self, who):
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.people[who].cookies.items()), "Content-Type": "application/x-www-form-urlencoded"}

    def registrations(self, n):
        return "POST", "/cases/new", urllib.parse.urlencode({"__RequestVerificationToken": self.tokens["li"], "Form.Token": "@NEW@", "Form.Phone": f"139{n:08}", "Form.Name": "陈女士", "Form.Channel": "hotline", "Form.Kind": "repair",
            "Form.Scope": "other-unit", "Form.UnitId": "ops", "Form.Address": PLACE.format(n % 30 + 1), "Form.Content": said(n) + "，请派人来看看。", "Form.Urgency": "normal"}, safe="@")

    def there(self):
        return int(self.server.query("shouwen", "SELECT count(*) FROM cases WHERE content LIKE '第 %'"))

    def acts(self, who, tickets, act, **fields):
        """On each, at the version it has."""
        versions = dict(line.split("\t") for line in self.server.query("shouwen", "SELECT c.number, max(j.seq) FROM cases c JOIN journal j ON j.matter = 'case:' || c.id GROUP BY 1").splitlines())
        return [("POST", f"/cases/{ticket}?handler=Act", urllib.parse.urlencode({"__RequestVerificationToken": self.tokens[who], "act": act, "version": versions[ticket], **fields})) for ticket in tickets]

    def tickets(self, number):
        return self.server.query("shouwen", f"SELECT number FROM cases WHERE content LIKE '第 %' AND handler_id = 'li' ORDER BY key DESC LIMIT {number}").split()

    def transfers(self, tickets):
        """What is another department's goes there first; in Request Tracker a ticket begins in its queue."""
        return self.acts("li", tickets, "transfer", unit="ops", mode="slip", **{"explained-to-customer": "true"})

    def takes(self, tickets):
        return self.acts("sun", tickets, "take-over")

    def answers(self, tickets):
        return self.acts("sun", tickets, "resolve", result="更换燃气表", reply=ANSWER)

    list_ = "/cases?status=open"

    def shows(self, tickets):
        return [f"/cases/{ticket}" for ticket in tickets]

    search = "/cases?q=" + urllib.parse.quote(PLACE.format(7))


class Bench:
    def __init__(self, server, folder, clients, seconds):
        self.server, self.folder, self.clients, self.seconds, self.rows = server, folder, clients, seconds, {}

    def press(self, side, requests, headers, good, seconds=None):
        """Every connection asks as soon as it has its answer, again and again for so many seconds or each request once; a second, milliseconds, processor milliseconds of the site and
        of the database for each."""
        file = self.folder / "requests.txt"
        file.write_text("".join(f"{method}\t{path}\t{body}\n" for method, path, body in requests))
        before = processor(side.process.popen.pid), processor(self.server.process.popen.pid)
        told = json.loads(run("dotnet", BENCH, "press", file, f"http://127.0.0.1:{side.port}", good, self.clients, seconds or "once", *[f"{name}: {value}" for name, value in headers.items()]).stdout)
        after = processor(side.process.popen.pid), processor(self.server.process.popen.pid)
        return told["requests"] / told["seconds"], told["p50"], told["p95"], *(1000 * (late - early) / told["requests"] for early, late in zip(before, after))

    def note(self, what, side, figures):
        self.rows.setdefault(what, {})[side.name] = figures
        print(f"  {what:28}{side.name:18}{figures[0]:>10,.1f} a second  p50 {figures[1]:>8.1f} ms  p95 {figures[2]:>8.1f} ms  processor {figures[3]:>8.2f} + {figures[4]:.2f} ms", flush=True)

    def register(self, tracker, shouwen, number):
        """Request Tracker through the form and through its REST interface, Shouwen through the form; then as many on both."""
        for kind, good in (("form", 302), ("REST", 201)):
            self.press(tracker, [tracker.registrations(n, kind) for n in range(1, 21)], tracker.headers(kind), good)
            self.note(f"register, {kind}", tracker, self.press(tracker, [tracker.registrations(n, kind) for n in range(1, 5000)], tracker.headers(kind), good, self.seconds))
        self.press(shouwen, [shouwen.registrations(n) for n in range(1, 301)], shouwen.headers("li"), 302)
        self.note("register, form", shouwen, self.press(shouwen, [shouwen.registrations(n) for n in range(1, 5000)], shouwen.headers("li"), 302, self.seconds))
        have = shouwen.there()
        if have < number:
            self.press(shouwen, [shouwen.registrations(n) for n in range(have, number)], shouwen.headers("li"), 302)
        tracker.fill(shouwen.there())
        self.server.rest("shouwen")
        print(f"  there are now {tracker.there()} tickets in Request Tracker and {shouwen.there()} in Shouwen", flush=True)

    def work(self, tracker, shouwen, theirs, mine):
        """Each of these is taken, and then answered; the first fifth to warm up."""
        self.press(shouwen, shouwen.transfers(mine), shouwen.headers("li"), 302)
        for side, tickets, who, taken, answered in ((tracker, theirs, "REST", 200, 201), (shouwen, mine, "sun", 302, 302)):
            first = len(tickets) // 5
            for what, acts, good in (("take", side.takes, taken), ("answer", side.answers, answered)):
                self.press(side, acts(tickets[:first]), side.headers(who), good)
                self.note(what, side, self.press(side, acts(tickets[first:]), side.headers(who), good))

    def look(self, tracker, shouwen, theirs, mine):
        for side, tickets, who in ((tracker, theirs, "REST"), (shouwen, mine, "xie")):
            for what, paths in (("list of 50", [side.list_]), ("ticket page", side.shows(tickets[:50])), ("search", [side.search])):
                if what != "ticket page" and side.get(paths[0]).count(PLACE.format(7)) < (10 if what == "search" else 1):
                    raise RuntimeError(f"{side.name} shows nothing at {paths[0]}")
                requests = [("GET", path, "") for path in paths]
                self.press(side, requests, side.headers(who), 200, 3)
                self.note(what, side, self.press(side, requests, side.headers(who), 200, self.seconds))

    def table(self, title):
        print(f"\n{title}\n{'':22}{'Request Tracker 5':>38}{'Shouwen':>40}\n{'':22}" + f"{'a second':>12}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>9}" * 2 + f"{'× a second':>12}{'× p50':>8}{'× cpu':>8}")
        for what, sides in self.rows.items():
            theirs = sides["Request Tracker 5"]
            # Registering has one way here and two there.
            ours = sides.get("Shouwen") or self.rows["register, form"]["Shouwen"]
            cells = "".join(f"{rate:>12,.1f}{p50:>9.1f}{p95:>9.1f}{own + database:>9.2f}" for rate, p50, p95, own, database in (theirs, ours))
            print(f"{what:22}{cells}{ours[0] / theirs[0]:>12.0f}{theirs[1] / ours[1]:>8.0f}{(theirs[3] + theirs[4]) / (ours[3] + ours[4]):>8.0f}")
        self.rows = {}


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--tickets", default="1000,20000", help="how many there are when the lists are looked at; several sizes parted by commas, growing")
    asked.add_argument("--clients", type=int, default=4, help="connections that ask at once; Request Tracker has as many workers")
    asked.add_argument("--seconds", type=int, default=15, help="how long each is pressed")
    asked.add_argument("--acts", type=int, default=150, help="how many tickets are taken and answered in Request Tracker; in Shouwen five times as many")
    asked = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="shouwen-peer-"))
    folder.chmod(0o755)
    started = []
    try:
        started.append(server := Server(folder))
        started.append(tracker := Tracker(server, folder, asked.clients))
        started.append(shouwen := Shouwen(server, folder))
        bench = Bench(server, folder, asked.clients, asked.seconds)
        print(f"{datetime.date.today()}, {os.cpu_count()} processors, {asked.clients} connections, {folder}", flush=True)
        for size in (int(part) for part in asked.tickets.split(",")):
            bench.register(tracker, shouwen, size)
            theirs, mine = tracker.tickets(asked.acts), shouwen.tickets(5 * asked.acts)
            bench.work(tracker, shouwen, theirs, mine)
            bench.look(tracker, shouwen, theirs, mine)
            bench.table(f"{size} tickets")
    finally:
        for one in reversed(started):
            one.process.end(signal.SIGINT if isinstance(one, Server) else signal.SIGTERM)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
