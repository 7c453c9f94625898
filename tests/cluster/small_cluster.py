"""A private Slurm cluster and a private ssh server for the tests.

The program under test talks to the real sbatch, squeue, scancel, ssh and rsync; nothing is imitated, so the tests
also notice when a message or an output format is not what we thought.  Everything lives in one temporary folder:
configuration, keys, sockets, logs and state.  No file in /etc, no system service and no fixed port is used.  The
one exception is the empty folder /run/sshd, which sshd insists on; it is made if it is missing, and it does no harm.

The daemons run in the foreground below a keeper, a small process that ends them when it is told to or when this
process is dead, even by SIGKILL.  Whatever the daemons started ends with them, such as slurmstepd, jobs and ssh
sessions.  Should a keeper itself be killed, the kernel kills its daemons (PR_SET_PDEATHSIG).

From Python:

    with tempfile.TemporaryDirectory() as folder, SmallCluster(folder) as cluster:
        subprocess.run(["squeue"], env={**os.environ, **cluster.environment})
        with SmallSshd(folder, cluster.environment) as sshd:
            subprocess.run(["ssh", "-F", sshd.config, "cluster", "squeue"])

From any other language: run `small_cluster.py [--ssh] [--cpus N] [--set LINE] FOLDER` with pipes for stdin and
stdout.  One line of JSON says how to reach the cluster, which lasts until stdin is closed or SIGTERM comes:

    {"environment": {"SLURM_CONF": "..."}, "ssh_config": "..." or null, "ssh_host": "cluster", "home": "..." or null}

If that fails the line is {"error": "..."} with exit status 1, or {"missing": "..."} with exit status 77, which says
what this machine lacks.  A line `stop munge`, `start munge`, `stop ssh` or `start ssh` on stdin does what it says and
is answered by {"done": "stop munge"} or {"error": "..."}.
"""

import argparse
import contextlib
import ctypes
import glob
import json
import os
import pwd
import random
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time

NODES = ("n1", "n2")
PARTITION = "all"
SSH_HOST = "cluster"

_PATH = "/usr/bin:/bin:/usr/sbin:/sbin"
_SLURM_PROGRAMS = ("munged", "slurmctld", "slurmd", "slurmstepd", "sbatch", "srun", "squeue", "scancel", "sinfo")
_SSH_PROGRAMS = ("sshd", "ssh", "ssh-keygen", "rsync")
_DAEMONS = ("munged", "slurm", "sshd")  # how the names of all processes begin that write to the logs
_START_SECONDS = 60.0
_ATTEMPTS = 3  # to start with other ports, when somebody was faster than we
_NO_FREE_PORT = "already in use"
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_LIBC = ctypes.CDLL(None)  # loaded here because loading it between fork and exec could hang


class ClusterError(RuntimeError):
    """The cluster or the ssh server could not be started; the text holds the ends of the logs."""


def missing(ssh: bool = True) -> str:
    """What this machine lacks to run the cluster, as one line; empty when nothing is missing."""
    programs = _SLURM_PROGRAMS + (_SSH_PROGRAMS if ssh else ())
    lacks = [name for name in programs if not _program(name)]
    if not sys.platform.startswith("linux"):
        lacks.append("Linux")
    if os.geteuid() != 0:
        lacks.append("root")
    try:
        pwd.getpwnam("munge")
    except KeyError:
        lacks.append("user munge")
    if ssh and _locked(_user_name()):
        lacks.append(f"unlocked account {_user_name()}")
    return ", ".join(lacks)


class SmallCluster:
    """Two Slurm nodes on this machine, with a controller and a munged of their own.

    The daemons listen on all addresses, because Slurm would otherwise have to resolve the host's name to 127.0.0.1.
    That does no harm: without the key of our munged nobody can talk to them.

    `cpus` is what each node claims to have, whatever the machine has, so that several jobs can run side by side.
    `settings` are more lines for slurm.conf, for example "EnforcePartLimits=ALL", with which sbatch refuses what can
    never run instead of leaving it pending.
    """

    def __init__(self, folder, cpus: int = 1, settings: tuple = ()):
        """Only remember what is wanted; entering the `with` block starts it."""
        self.folder = _checked(folder)
        self.configuration = os.path.join(self.folder, "slurm.conf")
        self.munge_folder = os.path.join(self.folder, "munge")
        self._munge_socket = os.path.join(self.munge_folder, "munge.socket")
        self._logs = os.path.join(self.folder, "log")
        self._cpus = cpus
        self._settings = settings
        self._munge = None
        self._slurm = None

    @property
    def environment(self) -> dict:
        """What a client needs in its environment to talk to this cluster."""
        return {"SLURM_CONF": self.configuration}

    def __enter__(self):
        """Start everything and wait until both nodes are idle."""
        self.start()
        return self

    def __exit__(self, *_):
        """End everything, jobs included."""
        self.stop()

    def start(self):
        """Start everything; try again with other ports if somebody took one of ours in the meantime."""
        lacks = missing(ssh=False)
        if lacks:
            raise ClusterError(f"missing: {lacks}")
        try:
            for attempt in range(_ATTEMPTS):
                try:
                    self._start_once()
                    return
                except ClusterError as error:
                    if attempt == _ATTEMPTS - 1 or _NO_FREE_PORT not in str(error):
                        raise
                    self.stop()
        except BaseException:
            self.stop()
            raise

    def _start_once(self):
        """One attempt, from empty folders."""
        os.chmod(self.folder, os.stat(self.folder).st_mode | 0o111)  # for user munge, who need not list it
        for name in ("log", "state", "spool"):
            shutil.rmtree(os.path.join(self.folder, name), ignore_errors=True)
            _make_folder(os.path.join(self.folder, name))
        ports = _free_ports(1 + len(NODES))
        _write(self.configuration, self._configuration_text(ports))
        self.start_munge()
        commands = {"slurmctld": ["slurmctld", "-D", "-f", self.configuration]}
        commands |= {node: ["slurmd", "-D", "-N", node, "-f", self.configuration] for node in NODES}
        self._slurm = _Keeper("slurm", self.folder, commands, self._logs, self.environment)
        deadline = time.monotonic() + _START_SECONDS
        listens, states = False, ""
        while time.monotonic() < deadline:
            if not self._slurm.runs():
                raise ClusterError(f"a daemon ended by itself\n{self._tail()}")
            listens = listens or _listens(ports[0])
            if listens:  # before that sinfo would wait in vain for many seconds
                states = self._run("sinfo", "-h", "-N", "-o", "%N %T")
                if sorted(states.split("\n")) == [f"{node} idle" for node in NODES]:
                    return
            time.sleep(0.1)
        raise ClusterError(f"the nodes are not idle after {_START_SECONDS:.0f} s: {states}\n{self._tail()}")

    def stop(self):
        """Cancel the jobs, then kill the daemons, whose last state nobody will read, and what they have started."""
        try:
            self._cancel_jobs()
        finally:
            for keeper in (self._slurm, self._munge):
                if keeper:
                    keeper.end()
            self._slurm = self._munge = None

    def _cancel_jobs(self):
        """Give running jobs the chance to end by themselves, within two seconds."""
        if not (self._slurm and self._slurm.runs() and self._munge and self._munge.runs()):
            return
        if not self._run("squeue", "-h", "-o", "%A", seconds=2.0):
            return
        self._run("scancel", "-p", PARTITION, seconds=2.0)
        deadline = time.monotonic() + 2.0
        while time.monotonic() < deadline and self._run("squeue", "-h", "-o", "%A", seconds=2.0):
            time.sleep(0.1)

    def start_munge(self):
        """Start munged, with a key that only this cluster has."""
        if self._munge:
            return
        munge = pwd.getpwnam("munge")
        _make_folder(self.munge_folder, munge)
        key = os.path.join(self.munge_folder, "munge.key")
        if not os.path.exists(key):
            _write(key, os.urandom(128), 0o600, munge)
        for name in os.listdir(self.munge_folder):
            if name.startswith("munge.socket"):  # left over by a munged that was killed
                os.unlink(os.path.join(self.munge_folder, name))
        command = ["munged", "--foreground", f"--socket={self._munge_socket}", f"--key-file={key}"]
        for option, name in (("pid", "munged.pid"), ("log", "munged.log"), ("seed", "munged.seed")):
            command.append(f"--{option}-file={os.path.join(self.munge_folder, name)}")
        self._munge = _Keeper("munge", self.folder, {"munged": command}, self._logs, {}, "munge", patience=10.0)
        deadline = time.monotonic() + 20.0
        while not _listens(self._munge_socket):
            if not self._munge.runs() or time.monotonic() > deadline:
                tail = self._tail()
                self.stop_munge()
                raise ClusterError(f"munged does not start\n{tail}")
            time.sleep(0.02)

    def stop_munge(self):
        """Stop munged alone, to see what the clients say then.

        Do it when no job is running or pending: Slurm reports what happened meanwhile only some 15 s after munged is
        back, and a job that was just being launched can hang for longer.
        """
        if self._munge:
            self._munge.end()
            self._munge = None

    def _run(self, *command: str, seconds: float = 10.0) -> str:
        """What a client program prints; empty if it does not answer."""
        try:
            return subprocess.run(
                [_program(command[0]), *command[1:]],
                env={"PATH": _PATH, "LC_ALL": "C.UTF-8", **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                timeout=seconds,
                check=False,
            ).stdout.strip()
        except subprocess.TimeoutExpired:
            return ""

    def _tail(self) -> str:
        """The last lines that each daemon printed; they are those of the log files and what came before these."""
        return _tail(self._logs)

    def _configuration_text(self, ports: list) -> str:
        """The slurm.conf; the intervals are short because a test waits for each of them."""
        host = socket.gethostname().split(".")[0]
        lines = [
            "ClusterName=small",
            f"SlurmctldHost={host}(127.0.0.1)",
            f"SlurmctldPort={ports[0]}",
            "SlurmUser=root",
            "SlurmdUser=root",
            "AuthType=auth/munge",
            f"AuthInfo=socket={self._munge_socket}",
            "ProctrackType=proctrack/pgid",
            "TaskPlugin=task/none",
            "JobAcctGatherType=jobacct_gather/none",
            "AccountingStorageType=accounting_storage/none",
            "MpiDefault=none",
            "MailProg=/bin/true",
            "PropagateResourceLimits=NONE",
            "SelectType=select/cons_tres",
            "SelectTypeParameters=CR_CPU",
            "SlurmdParameters=config_overrides",
            "ReturnToService=2",
            "SchedulerType=sched/backfill",
            "SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=100000,bf_interval=1",
            "KillWait=5",
            "MinJobAge=300",
            f"StateSaveLocation={self.folder}/state",
            f"SlurmdSpoolDir={self.folder}/spool/%n",
            f"SlurmctldPidFile={self.folder}/slurmctld.pid",
            f"SlurmdPidFile={self.folder}/slurmd.%n.pid",
            f"SlurmctldLogFile={self._logs}/slurm/slurmctld.log",
            f"SlurmdLogFile={self._logs}/slurm/slurmd.%n.log",
            "SlurmctldSyslogDebug=quiet",
            "SlurmdSyslogDebug=quiet",
            *self._settings,
        ]
        for node, port in zip(NODES, ports[1:]):
            lines.append(
                f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port}"
                f" CPUs={self._cpus} RealMemory=4000 State=UNKNOWN"
            )
        lines.append(f"PartitionName={PARTITION} Nodes={','.join(NODES)} Default=YES MaxTime=INFINITE State=UP")
        return "\n".join(lines) + "\n"


class SmallSshd:
    """An ssh server on 127.0.0.1 that lets the current user in with a key of its own.

    Sessions start in an empty home folder of their own, so that neither the user's start-up files nor the user's
    data play a part.  `environment` is set in every session; give it SmallCluster.environment.
    """

    def __init__(self, folder, environment: dict | None = None):
        """Only remember what is wanted; entering the `with` block starts it."""
        self.folder = os.path.join(_checked(folder), "ssh")
        self.config = os.path.join(self.folder, "ssh_config")
        self.home = os.path.join(self.folder, "home")
        self.port = 0
        self._environment = dict(environment or {})
        self._logs = os.path.join(self.folder, "log")
        self._keeper = None

    def __enter__(self):
        """Start the server and wait until it answers."""
        self.start()
        return self

    def __exit__(self, *_):
        """End the server and all sessions."""
        self.stop()

    def start(self):
        """Start the server; after a stop it comes back with the same keys and, if possible, the same port."""
        if self._keeper:
            return
        _make_folder(self.folder)
        _make_folder(self.home)
        if os.geteuid() == 0 and not os.path.isdir("/run/sshd"):
            os.mkdir("/run/sshd", 0o755)  # where sshd locks up its unprivileged part; it refuses to start without
        for name in ("host_key", "user_key"):
            self._make_key(name)
        try:
            for attempt in range(_ATTEMPTS):
                try:
                    self.port = self.port or _free_ports(1)[0]
                    self._start_once()
                    return
                except ClusterError as error:
                    if attempt == _ATTEMPTS - 1 or _NO_FREE_PORT not in str(error):
                        raise
                    self.port = 0
        except BaseException:
            self.stop()
            raise

    def _start_once(self):
        """One attempt, with the port that is chosen now."""
        path = self._path
        _write(path("session"), _SESSION, 0o755)
        _write(path("sshd_config"), self._server_text())
        _write(self.config, self._client_text())
        shutil.copy(path("user_key.pub"), path("authorized_keys"))
        with open(path("host_key.pub"), encoding="ascii") as file:
            _write(path("known_hosts"), f"[127.0.0.1]:{self.port} {file.read()}")
        command = ["sshd", "-D", "-e", "-f", path("sshd_config")]
        self._keeper = _Keeper("sshd", self.folder, {"sshd": command}, self._logs, {})
        deadline = time.monotonic() + _START_SECONDS
        while not _greets(self.port):
            if not self._keeper.runs() or time.monotonic() > deadline:
                self.stop()
                raise ClusterError(f"sshd does not start\n{_tail(self._logs)}")
            time.sleep(0.05)

    def stop(self):
        """End the server and all sessions; a client sees a refused connection then."""
        if self._keeper:
            self._keeper.end()
            self._keeper = None

    def _path(self, name: str) -> str:
        """A file of the server's folder."""
        return os.path.join(self.folder, name)

    def _make_key(self, name: str):
        """A key pair; keys are kept over a stop and a start."""
        if not os.path.exists(self._path(name)):
            command = [_program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", self._path(name)]
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)

    def _server_text(self) -> str:
        """The sshd_config.  Only the first SetEnv line counts, so all variables are on one."""
        variables = {"PATH": _PATH, "HOME": self.home, **self._environment}
        lines = [
            "ListenAddress 127.0.0.1",
            f"Port {self.port}",
            f"HostKey {self._path('host_key')}",
            f"AuthorizedKeysFile {self._path('authorized_keys')}",
            f"AllowUsers {_user_name()}",
            "PermitRootLogin prohibit-password",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "UseDNS no",
            "PermitUserEnvironment no",
            "PermitUserRC no",
            "PrintMotd no",
            "PrintLastLog no",
            "X11Forwarding no",
            "MaxStartups 100",
            "MaxSessions 100",
            f"ForceCommand {self._path('session')}",
            f"Subsystem sftp {_sftp_server()}",
            "SetEnv " + " ".join(f'"{name}={value}"' for name, value in variables.items()),
        ]
        return "\n".join(lines) + "\n"

    def _client_text(self) -> str:
        """The ssh_config; it keeps the keys, agents and known hosts of the user out of the tests."""
        lines = [
            f"Host {SSH_HOST}",
            "    HostName 127.0.0.1",
            f"    Port {self.port}",
            f"    User {_user_name()}",
            f"    IdentityFile {self._path('user_key')}",
            "    IdentitiesOnly yes",
            "    IdentityAgent none",
            f"    UserKnownHostsFile {self._path('known_hosts')}",
            "    GlobalKnownHostsFile /dev/null",
            "    StrictHostKeyChecking yes",
            "    BatchMode yes",
        ]
        return "\n".join(lines) + "\n"


# sshd itself goes to the home folder of the password file, so the way to the private one is here.
_SESSION = """\
#!/bin/sh
cd "$HOME" || exit 1
command=$SSH_ORIGINAL_COMMAND
unset SSH_ORIGINAL_COMMAND OLDPWD
if [ -n "$command" ]; then
    exec "${SHELL:-/bin/sh}" -c "$command"
fi
exec "${SHELL:-/bin/sh}" -l
"""


def _program(name: str) -> str:
    """The full path of a program, also in the folders that only root has in PATH; empty if there is none."""
    return shutil.which(name, path=_PATH) or shutil.which(name) or ""


def _sftp_server() -> str:
    """Where the sftp server is; distributions do not agree."""
    paths = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server")
    return next((path for path in paths if os.path.exists(path)), "internal-sftp")


def _user_name() -> str:
    """The current user's name, whatever the environment says."""
    return pwd.getpwuid(os.geteuid()).pw_name


def _locked(user: str) -> bool:
    """Whether sshd without PAM would refuse this user because the account is locked."""
    try:
        with open("/etc/shadow", encoding="utf-8", errors="replace") as file:
            return any(line.startswith(f"{user}:!") for line in file)
    except OSError:
        return False


def _checked(folder) -> str:
    """The folder's real path, if it can be written into a slurm.conf and if sockets in it get short enough names."""
    path = os.path.realpath(folder)
    if not re.fullmatch(r"/[A-Za-z0-9_./+-]*", path) or len(path) > 60:
        raise ValueError(f"the folder needs a short path without special characters: {path}")
    return path


def _make_folder(path: str, owner=None):
    """A folder that all may enter, whatever the umask is."""
    os.makedirs(path, exist_ok=True)
    os.chmod(path, 0o755)
    if owner:
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _write(path: str, content, mode: int = 0o644, owner=None):
    """Write a text or bytes with the given rights, whatever the umask is."""
    data = content if isinstance(content, bytes) else content.encode()
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(data)
        os.fchmod(file.fileno(), mode)
        if owner:
            os.fchown(file.fileno(), owner.pw_uid, owner.pw_gid)


def _free_ports(count: int) -> list:
    """Ports nobody listens on, below those that the kernel gives to outgoing connections."""
    with contextlib.ExitStack() as stack:
        ports = []
        while len(ports) < count:
            candidate = stack.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                candidate.bind(("", random.randrange(20000, 32000)))
                ports.append(candidate.getsockname()[1])
        return ports


def _listens(address) -> bool:
    """Whether somebody accepts connections at this port of 127.0.0.1 or at this socket file."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as client:
        client.settimeout(2.0)
        return client.connect_ex(address if isinstance(address, str) else ("127.0.0.1", address)) == 0


def _greets(port: int) -> bool:
    """Whether an ssh server answers at this port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5.0) as client:
            return client.recv(4) == b"SSH-"
    except OSError:
        return False


def _tail(folder: str) -> str:
    """The last lines of what the daemons printed, for the text of an error."""
    text = ""
    for path in sorted(glob.glob(os.path.join(folder, "*", "*.out"))):
        with open(path, encoding="utf-8", errors="replace") as file:
            text += f"--- {os.path.basename(path)}\n" + "".join(file.readlines()[-15:])
    return text


class _Keeper:
    """Some daemons below a keeper process; they end together, and they end with us.

    `patience` is how many seconds a daemon has to end by itself before it is killed.
    """

    def __init__(self, name, folder, commands, logs, environment, user="", patience=0.0):
        """Start the keeper, which starts the daemons.  It gets a session of its own, out of reach of Ctrl-C."""
        self._logs = os.path.join(logs, name)
        _make_folder(self._logs)
        order = {
            "parent": os.getpid(),
            "folder": folder,
            "commands": {daemon: [_program(words[0]), *words[1:]] for daemon, words in commands.items()},
            "logs": self._logs,
            "environment": environment,
            "user": user,
            "patience": patience,
        }
        with open(os.path.join(self._logs, "keeper.out"), "wb") as output:
            self._process = subprocess.Popen(
                [sys.executable or "python3", "-I", os.path.abspath(__file__), "--keep", json.dumps(order)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                start_new_session=True,
            )

    def runs(self) -> bool:
        """Whether all its daemons still run."""
        return self._process.poll() is None

    def end(self):
        """End the daemons and everything they started."""
        try:
            self._process.terminate()
            self._process.wait(30.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _kill_all(self._logs)  # finds nothing, unless somebody killed the keeper


def _keep(order: dict):
    """The keeper process: start the daemons, and end them all when one ends, at SIGTERM or when the parent is dead.

    Processes that lose their parent become children of the keeper, not of process 1.  So it knows all that it has to
    end.  And it collects them at once: process 1 may do that late or, in a container, never, and slurmstepd takes a
    dead process that nobody has collected for a running one, so that a cancelled job would not come to its end.
    """
    _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    told = []
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: told.append(number))
    processes = {name: _spawn(name, command, order) for name, command in order["commands"].items()}
    running = {process.pid: name for name, process in processes.items()}
    while not told and len(running) == len(processes) and os.getppid() == order["parent"]:
        if select.select([reader], [], [], 0.2)[0]:
            os.read(reader, 4096)
        _collect(running)
    deadline = time.monotonic() + order["patience"]
    for pid in running:
        if order["patience"]:
            os.kill(pid, signal.SIGTERM)
    while running and time.monotonic() < deadline:
        time.sleep(0.02)
        _collect(running)
    _kill_all(order["logs"], os.getpid(), lambda: _collect(running))


def _spawn(name: str, command: list, order: dict) -> subprocess.Popen:
    """Start a daemon in the foreground; the environment is new, to keep the test's own settings out of the cluster."""
    keeper = os.getpid()

    def die_with_keeper():
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != keeper:  # it died before that
            os._exit(1)

    user = pwd.getpwnam(order["user"]) if order["user"] else None
    rights = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with open(os.path.join(order["logs"], f"{name}.out"), "wb") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=order["folder"],
            env={"PATH": _PATH, "LC_ALL": "C.UTF-8", **order["environment"]},
            start_new_session=True,
            umask=0o022,
            preexec_fn=die_with_keeper,
            **rights,
        )


def _collect(running: dict):
    """Collect dead children, and say so if a daemon is among them."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[0] in running:
                name = running.pop(ended[0])
                print(f"{name} ended with status {os.waitstatus_to_exitcode(ended[1])}", flush=True)


def _kill_all(logs: str, root: int = -1, between=lambda: None):
    """Kill the children of `root`, the daemons that have a file in `logs` open and the descendants of all these.

    Repeat that until none is left.  `between` is called again and again, to collect the dead.
    """
    deadline = time.monotonic() + 10.0
    while time.monotonic() < deadline:
        between()
        parents = _parents()
        victims = {pid for pid, parent in parents.items() if parent == root or _logs_to(pid, logs)}
        more = victims
        while more:
            more = {pid for pid, parent in parents.items() if parent in more} - victims
            victims |= more
        if not victims:
            return
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def _logs_to(pid: int, logs: str) -> bool:
    """Whether this is a daemon that writes to this folder.  Its environment would not tell: some overwrite that."""
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            if file.read().startswith(_DAEMONS):
                folder = f"/proc/{pid}/fd"
                return any(os.readlink(f"{folder}/{name}").startswith(f"{logs}/") for name in os.listdir(folder))
    return False


def _parents() -> dict:
    """The parent of each living process."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:
                state, parent = file.read().rpartition(b")")[2].split()[:2]
                if state not in (b"Z", b"X"):
                    parents[int(name)] = int(parent)
    return parents


def _command_line(arguments: list) -> int:
    """Start all, say how to reach it, obey stdin until that is closed, end all."""
    if arguments[:1] == ["--keep"]:
        _keep(json.loads(arguments[1]))
        return 0
    parser = argparse.ArgumentParser(description="A private Slurm cluster that lasts until stdin is closed.")
    parser.add_argument("--ssh", action="store_true", help="start an ssh server as well")
    parser.add_argument("--cpus", type=int, default=1, help="processors per node (default: 1)")
    parser.add_argument("--set", action="append", default=[], metavar="LINE", help="one more line for slurm.conf")
    parser.add_argument("folder", help="an empty temporary folder")
    options = parser.parse_args(arguments)
    lacks = missing(options.ssh)
    if lacks:
        _say({"missing": lacks})
        return 77

    def leave(*_):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # the way out is not to be interrupted
        raise SystemExit(0)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        with contextlib.ExitStack() as stack:
            cluster = stack.enter_context(SmallCluster(options.folder, options.cpus, options.set))
            sshd = stack.enter_context(SmallSshd(options.folder, cluster.environment)) if options.ssh else None
            _say(
                {
                    "environment": cluster.environment,
                    "ssh_config": sshd.config if sshd else None,
                    "ssh_host": SSH_HOST,
                    "home": sshd.home if sshd else None,
                }
            )
            orders = {"stop munge": cluster.stop_munge, "start munge": cluster.start_munge}
            if sshd:
                orders |= {"stop ssh": sshd.stop, "start ssh": sshd.start}
            for line in sys.stdin:
                _obey(line.strip(), orders)
    except (OSError, ValueError, ClusterError, subprocess.SubprocessError) as error:
        _say({"error": str(error)})
        return 1
    return 0


def _obey(order: str, orders: dict):
    """Do what one line of stdin says and answer it."""
    if order not in orders:
        _say({"error": f"unknown order: {order}"})
        return
    try:
        orders[order]()
        _say({"done": order})
    except (OSError, ClusterError) as error:
        _say({"error": str(error)})


def _say(answer: dict):
    """One line of JSON; a reader that has gone is no reason to fail."""
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    sys.exit(_command_line(sys.argv[1:]))
