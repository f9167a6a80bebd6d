"""Three nodes, each in a network namespace of its own with its own address: etcd, Patroni and PostgreSQL; and an HAProxy beside the site."""
import json, os, signal, subprocess, time, urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
NETWORK, HOME = "10.213.77.0/24", "10.213.77.254"
BRIDGE = "shouwen-ha"
PASSWORD = "only-for-this-run"
BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))[-1]


def run(*command, check=True):
    return subprocess.run([str(part) for part in command], check=check, capture_output=True, text=True)


class Process:
    """Something this run started; it ends with its whole group, by its number."""

    def __init__(self, log, *command, env=None):
        self.log = open(log, "ab")
        self.popen = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True, env=env, cwd="/")

    def end(self, how=signal.SIGTERM, patience=15):
        if self.popen.poll() is None:
            os.killpg(self.popen.pid, how)
            try:
                self.popen.wait(patience)
            except subprocess.TimeoutExpired:
                os.killpg(self.popen.pid, signal.SIGKILL)
                self.popen.wait()
        self.log.close()


class Node:
    def __init__(self, number, folder):
        self.name, self.space, self.address = f"node{number}", f"shouwen-ha-{number}", f"10.213.77.{number}"
        self.link, self.data = f"shouwen-ha-{number}", folder / f"node{number}"
        self.etcd = self.patroni = None

    def build(self):
        self.data.mkdir()
        run("chown", "postgres:", self.data)
        run("ip", "netns", "add", self.space)
        run("ip", "link", "add", self.link, "type", "veth", "peer", "name", "eth0", "netns", self.space)
        run("ip", "link", "set", self.link, "master", BRIDGE, "up")
        for command in (["link", "set", "lo", "up"], ["addr", "add", f"{self.address}/24", "dev", "eth0"], ["link", "set", "eth0", "up"]):
            run("ip", "-n", self.space, *command)

    def inside(self, *command, nice=0):
        return ["ip", "netns", "exec", self.space, "nice", "-n", nice, "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]

    def start_etcd(self, nodes):
        mine = f"http://{self.address}"
        # On machines of their own the lock is never kept waiting by a site; here all of it shares the processors, so what keeps the lock goes first.
        self.etcd = Process(self.data / "etcd.log", *self.inside("env", "ETCD_UNSUPPORTED_ARCH=arm64", "etcd", "--name", self.name, "--data-dir", self.data / "etcd",
            "--listen-client-urls", f"{mine}:2379,http://127.0.0.1:2379", "--advertise-client-urls", f"{mine}:2379", "--listen-peer-urls", f"{mine}:2380", "--initial-advertise-peer-urls", f"{mine}:2380",
            "--initial-cluster", ",".join(f"{node.name}=http://{node.address}:2380" for node in nodes), "--initial-cluster-state", "existing" if (self.data / "etcd").exists() else "new",
            "--heartbeat-interval", "200", "--election-timeout", "2000", "--auto-compaction-retention", "1",
            # An etcd that comes back asks whether anybody would elect it before it disturbs the others.
            "--pre-vote", "--enable-v2", nice=-15))

    def start_patroni(self, nodes, ttl):
        text = (HERE / "patroni.yml").read_text()
        for mark, value in {"NAME": self.name, "ADDRESS": self.address, "PEERS": ", ".join(f"{node.address}:2379" for node in nodes), "TTL": ttl, "DATA": self.data, "BIN": BIN, "NETWORK": NETWORK, "PASSWORD": PASSWORD}.items():
            text = text.replace(f"@{mark}@", str(value))
        config = self.data / "patroni.yml"
        config.write_text(text)
        self.patroni = Process(self.data / "patroni.log", *self.inside("env", "LANG=C.UTF-8", "patroni", config))

    def kill(self):
        """As when the machine loses its power: Patroni and all of PostgreSQL at once, without a word. etcd's other members go on, and so does this one."""
        pids = [int(pid) for pid in run("ip", "netns", "pids", self.space).stdout.split()]
        for pid in pids:
            try:
                if Path(f"/proc/{pid}/comm").read_text().strip() != "etcd":
                    os.kill(pid, signal.SIGKILL)
            except (ProcessLookupError, FileNotFoundError):
                pass
        self.patroni.popen.wait()

    def cut(self, whole=True):
        """From everybody, or only from the other nodes: then whoever talks to it still can."""
        if whole:
            run("ip", "link", "set", self.link, "down")
        else:
            for chain, way, side in (("INPUT", "-i", "-s"), ("OUTPUT", "-o", "-d")):
                run("ip", "netns", "exec", self.space, "iptables", "-A", chain, way, "eth0", side, "10.213.77.0/29", "-j", "DROP")

    def mend(self):
        run("ip", "link", "set", self.link, "up")
        run("ip", "netns", "exec", self.space, "iptables", "-F")

    def end(self):
        self.mend()
        if self.patroni:
            self.patroni.end(patience=30)
        if self.etcd:
            self.etcd.end()
        for pid in run("ip", "netns", "pids", self.space, check=False).stdout.split():
            os.kill(int(pid), signal.SIGKILL)
        run("ip", "netns", "del", self.space, check=False)
        run("ip", "link", "del", self.link, check=False)


class Cluster:
    def __init__(self, folder, ttl):
        self.folder, self.ttl = folder, ttl
        self.nodes = [Node(number, folder) for number in (1, 2, 3)]
        self.haproxy = None

    def build(self):
        run("ip", "link", "add", BRIDGE, "type", "bridge")
        run("ip", "addr", "add", f"{HOME}/24", "dev", BRIDGE)
        run("ip", "link", "set", BRIDGE, "up")
        for node in self.nodes:
            node.build()
        for node in self.nodes:
            node.start_etcd(self.nodes)
        for node in self.nodes:
            node.start_patroni(self.nodes, self.ttl)
        servers = "\n".join(f"  server {node.name} {node.address}:5432" for node in self.nodes)
        config = self.folder / "haproxy.cfg"
        config.write_text((HERE / "haproxy.cfg").read_text().replace("@LISTEN@", HOME).replace("@SERVERS@", servers))
        self.haproxy = Process(self.folder / "haproxy.log", "haproxy", "-db", "-f", config)
        self.whole(120)

    def seen(self, node):
        """What this node says of all: name → role, or nothing when it does not answer or somebody is not at work."""
        try:
            with urllib.request.urlopen(f"http://{node.address}:8008/cluster", timeout=2) as answer:
                members = json.load(answer)["members"]
        except OSError:
            return None
        fine = all(member["state"] in ("running", "streaming") and member.get("lag", 0) != "unknown" for member in members) and len({member.get("timeline") for member in members}) == 1
        return {member["name"]: member["role"] for member in members} if fine else None

    def primary(self):
        """Whoever HAProxy leads to, and who takes writes."""
        address = self.query("SELECT host(inet_server_addr()) WHERE NOT pg_is_in_recovery()", check=False).strip()
        return next((node for node in self.nodes if node.address == address), None)

    def synchronous(self):
        return next((node for node in self.nodes for name, role in (self.seen(self.nodes[0]) or {}).items() if role == "sync_standby" and name == node.name), None)

    def whole(self, patience):
        """Waits until all three say for some seconds that there are one primary, a synchronous standby and a third that follows, the same ones."""
        until, since = time.monotonic() + patience, None
        while since is None or time.monotonic() < since + 4:
            views = [self.seen(node) for node in self.nodes]
            primary = self.primary()
            if views[0] and views.count(views[0]) == 3 and sorted(views[0].values()) == ["leader", "replica", "sync_standby"] and primary and views[0][primary.name] == "leader":
                since = since or time.monotonic()
            else:
                since = None
            if time.monotonic() > until:
                raise TimeoutError(f"the cluster is not whole: {views}")
            time.sleep(0.5)

    def query(self, sql, database="postgres", check=True):
        """On the primary."""
        return run("env", f"PGPASSWORD={PASSWORD}", "PGCONNECT_TIMEOUT=3", "psql", "-h", HOME, "-p", "5000", "-U", "postgres", "-d", database, "-XAt", "-F", "\t", "-c", sql, check=check).stdout

    def end(self):
        if self.haproxy:
            self.haproxy.end()
        for node in self.nodes:
            if node.patroni:
                node.patroni.popen.send_signal(signal.SIGTERM)
        for node in self.nodes:
            node.end()
        run("ip", "link", "del", BRIDGE, check=False)
