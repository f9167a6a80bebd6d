"""Breaks the database under a working site again and again, and looks whether anything that was acknowledged is gone."""
import argparse, datetime, os, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
from collections import Counter
from pathlib import Path

from cluster import BIN, HERE, HOME, PASSWORD, Cluster, Process, run
from load import Load

ROOT = HERE.parent.parent
SITE = ROOT / "src/Web/bin/Release/net10.0/shouwen.dll"
CLERKS = ["li", "sun", "wu", "qian"]
COMMON = f"Database=shouwen;Username=postgres;Password={PASSWORD};Timeout=3;Command Timeout=10;Keepalive=5;Maximum Pool Size=50"
WAYS = {
    "HAProxy": f"Host={HOME};Port=5000;{COMMON}",
    "hosts": f"Host=10.213.77.1,10.213.77.2,10.213.77.3;Port=5432;Target Session Attributes=primary;Host Recheck Seconds=1;{COMMON}",
}
KINDS = {
    "kill": "the primary's PostgreSQL and Patroni, SIGKILL",
    "cut": "the primary's network cable, from everybody",
    "split": "the primary cut from the other nodes only; the sites still reach it",
    "standby": "the synchronous standby, SIGKILL",
    "switch": "a planned switchover (patronictl switchover)",
}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def serve(folder, way, port):
    # Each site listens on loopback only; both share the folder of attachments, as on one share.
    return Process(folder / f"site-{way}.log", "dotnet", SITE, "serve", "--data", folder / "data", "--urls", f"http://127.0.0.1:{port}", env={**os.environ, "SHOUWEN_DATABASE": WAYS[way]})


def answers(port, patience=90):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError("the site does not answer")


def gap(times, since, until):
    """The longest time without one."""
    marks = [since, *sorted(when for when in times if since < when <= until)]
    return max(after - before for before, after in zip(marks, marks[1:] + [until]))


class Rounds:
    def __init__(self, cluster, loads):
        self.cluster, self.loads, self.rows = cluster, loads, []

    def round(self, kind):
        began = time.monotonic()
        time.sleep(3)
        before = self.cluster.primary()
        node = self.cluster.synchronous() if kind == "standby" else before
        broken = time.monotonic()
        if kind in ("kill", "standby"):
            node.kill()
        elif kind == "switch":
            target = self.cluster.synchronous()
            run(*node.inside("patronictl", "-c", node.data / "patroni.yml", "switchover", "--master", before.name, "--candidate", target.name, "--force"))
        else:
            node.cut(whole=kind == "cut")
        self.flows(broken)
        # What was cut off sees for a while that it is alone, then comes back.
        if kind in ("cut", "split"):
            time.sleep(max(0, 2 * self.cluster.ttl - (time.monotonic() - broken)))
        node.mend()
        if kind in ("kill", "standby"):
            node.start_patroni(self.cluster.nodes, self.cluster.ttl)
        self.cluster.whole(180)
        time.sleep(1)
        ended = time.monotonic()
        after = self.cluster.primary()
        self.rows.append((kind, broken, ended))
        pauses = ", ".join(f"{load.name} {gap([one[0] for one in load.tally.acknowledged], broken - 1, ended):.1f} s" for load in self.loads)
        print(f"round {len(self.rows):2}  {kind:8} {node.name} → primary {after.name if after else '?'}; longest without an acknowledgement: {pauses}; round {ended - began:.0f} s", flush=True)

    def flows(self, since):
        """Until every site acknowledges again what was asked after the fault, three in a row at least."""
        until = time.monotonic() + 180
        while any(len([1 for when, *_ in load.tally.acknowledged if when > since + 3]) < 3 for load in self.loads):
            if time.monotonic() > until:
                raise TimeoutError("writes do not flow again")
            time.sleep(0.1)


def judge(cluster, loads, folder):
    """Every acknowledged number is there with its own text, and nothing is there twice."""
    rows = [line.split("\t") for line in cluster.query("SELECT number, content FROM cases WHERE content LIKE '故障演练%'", "shouwen").splitlines()]
    there, acknowledged = dict(rows), [(number, marker) for load in loads for _, number, marker in load.tally.acknowledged]
    lost = [number for number, marker in acknowledged if there.get(number) != marker]
    markers = Counter(marker for _, marker in rows)
    twice = [marker for marker, times in markers.items() if times > 1] + [number for number, times in Counter(number for number, _ in acknowledged).items() if times > 1]
    verified = subprocess.run(["dotnet", SITE, "verify", "--data", folder / "data"], env={**os.environ, "SHOUWEN_DATABASE": WAYS["HAProxy"]}, capture_output=True, text=True)
    return acknowledged, lost, twice, verified.stdout.strip().splitlines()[-1:] or [verified.stderr], verified.returncode


def report(rounds, loads, verdict):
    acknowledged, lost, twice, chains, _ = verdict
    print(f"\n{'fault':8}{'rounds':>7}" + "".join(f"{load.name + ' median':>16}{'max':>8}" for load in loads) + f"{'slowest answer':>16}")
    for kind in dict.fromkeys(kind for kind, *_ in rounds.rows):
        windows = [(broken, ended) for one, broken, ended in rounds.rows if one == kind]
        cells = ""
        for load in loads:
            gaps = [gap([one[0] for one in load.tally.acknowledged], broken - 1, ended) for broken, ended in windows]
            cells += f"{statistics.median(gaps):>14.1f} s{max(gaps):>6.1f} s"
        slowest = max(seconds for load in loads for asked, seconds, _ in load.tally.answers if any(broken - 1 <= asked <= ended for broken, ended in windows))
        print(f"{kind:8}{len(windows):>7}{cells}{slowest:>14.1f} s   {KINDS[kind]}")
    answered = Counter(str(what) for load in loads for *_, what in load.tally.answers)
    wrong = Counter(what for load in loads for what in load.tally.wrong)
    print(f"\nacknowledged registrations   {len(acknowledged)}\nacknowledged and lost        {len(lost)}\nregistered twice             {len(twice)}")
    print("answers                      " + ", ".join(f"{what}: {times}" for what, times in answered.most_common()))
    print("never to be seen             " + (", ".join(f"{what} ({times})" for what, times in wrong.items()) or "none"))
    print("shouwen verify               " + chains[0])
    for what in (*lost[:10], *twice[:10]):
        print("  ", what)


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", default="kill:10,cut:3,split:3,standby:2,switch:2", help="KIND:TIMES,… of " + ", ".join(KINDS))
    asked.add_argument("--ttl", type=int, default=10, help="seconds a dead primary keeps its lock")
    asked.add_argument("--pace", type=float, default=0.1, help="seconds a clerk rests after each registration")
    asked.add_argument("--keep", action="store_true", help="keep the folder with data and logs")
    asked = asked.parse_args()
    kinds = [kind for part in asked.rounds.split(",") for kind, _, times in [part.partition(":")] for _ in range(int(times or 1))]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="shouwen-ha-"))
    folder.chmod(0o755)
    cluster, sites, loads, fine = Cluster(folder, asked.ttl), [], [], False
    try:
        cluster.build()
        cluster.query("CREATE DATABASE shouwen TEMPLATE template0 ENCODING 'UTF8'")
        (folder / "data").mkdir()
        subprocess.run(["dotnet", SITE, "demo", "--data", folder / "data"], check=True, env={**os.environ, "SHOUWEN_DATABASE": WAYS["HAProxy"]}, stdout=subprocess.DEVNULL)
        ports = {way: free_port() for way in WAYS}
        sites = [serve(folder, way, port) for way, port in ports.items()]
        for port in ports.values():
            answers(port)
        loads = [Load(way, port, CLERKS, "demo-2026", asked.pace) for way, port in ports.items()]
        print(f"{datetime.date.today()}, {os.cpu_count()} processors, lock of the primary {asked.ttl} s, {len(CLERKS)} clerks at each of two sites; {folder}", flush=True)
        rounds = Rounds(cluster, loads)
        stuck = False
        for kind in kinds:
            try:
                rounds.round(kind)
            except TimeoutError as problem:
                # What was acknowledged until then is counted all the same.
                print(f"stopped in a round of {kind}: {problem}", flush=True)
                stuck = True
                for node in cluster.nodes:
                    node.mend()
                    if node.patroni.popen.poll() is not None:
                        node.start_patroni(cluster.nodes, cluster.ttl)
                try:
                    cluster.whole(180)
                except TimeoutError as still:
                    print(f"not whole again: {still}; counted at whoever is the primary", flush=True)
                break
        for load in loads:
            load.stop()
        verdict = judge(cluster, loads, folder)
        report(rounds, loads, verdict)
        fine = not stuck and not verdict[1] and not verdict[2] and verdict[4] == 0 and not any(load.tally.wrong for load in loads)
    finally:
        for site in sites:
            site.end()
        cluster.end()
        if fine and not asked.keep:
            shutil.rmtree(folder)
        else:
            print(f"logs and data: {folder}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
