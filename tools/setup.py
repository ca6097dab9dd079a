"""Makes a fresh clone ready: environment from the hashed locks, Node where there is none, front end.

    python3 tools/setup.py             what `make demo` needs
    python3 tools/setup.py --browser   also a browser for the tests, from the distribution's packages

Only the standard library, and only syntax that an older Python can read, so that it can refuse in words.
Nothing is done when nothing changed.
"""

import contextlib
import functools
import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
OLDEST_NODE = (20, 19)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
STAMP = os.path.join(ENVIRONMENT, ".locks")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Refused(Exception):
    """The set-up cannot go on; the sentence says what to do."""


def main():
    try:
        need_python()
        with one_at_a_time():
            if not is_current():
                with front_end_meanwhile():
                    make_environment()
                    install()
            build_front_end()
            if "--browser" in sys.argv[1:]:
                find_browser()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def need_python():
    if sys.version_info < OLDEST:
        wanted, found = (".".join(map(str, version)) for version in (OLDEST, sys.version_info[:2]))
        raise Refused(
            f"Serve Python {wanted} o successivo, qui c'è {found}. Installalo, oppure di' quale usare, "
            "per esempio: make demo PYTHON=python3.12"
        )


@contextlib.contextmanager
def one_at_a_time():
    """A second set-up waits for the first, then finds it done."""
    import fcntl

    with open(os.path.join(ROOT, "Makefile"), encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_current():
    try:
        with open(STAMP, encoding="ascii") as file:
            return file.read() == wanted_state() and os.path.exists(program("python"))
    except OSError:
        return False


def wanted_state():
    """What the environment was made from: locks, interpreter, place, and whether Node comes with it."""
    total = hashlib.sha256()
    for name in [*locks(), "uv"]:
        with open(lock_file(name), "rb") as file:
            total.update(file.read())
    for part in (sys.version, ENVIRONMENT, " ".join(locks())):
        total.update(part.encode())
    return total.hexdigest()


def locks():
    return ["dev"] if usable_node() else ["dev", "node"]


def lock_file(name):
    return os.path.join(ROOT, "requirements", name + ".txt")


def program(name):
    return os.path.join(ENVIRONMENT, "bin", name)


@functools.lru_cache(maxsize=1)
def usable_node():
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return False
    answer = subprocess.run(
        [node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    numbers = answer.stdout.decode("ascii", "replace").strip().lstrip("v").split(".")
    return all(part.isdigit() for part in numbers[:2]) and tuple(map(int, numbers[:2])) >= OLDEST_NODE


def make_environment():
    """An environment that works, kept when it does. Without ensurepip (bare Debian) uv must come from outside."""
    if works_with_this_version():
        return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    say("Creo l'ambiente Python in .venv")
    options = [] if has_module("ensurepip") else ["--without-pip"]
    if options and not (shutil.which("uv") or has_module("pip")):
        raise Refused(
            "A questo Python mancano sia ensurepip sia pip, che servono a installare i pacchetti. "
            "Su Debian o Ubuntu esegui «apt install python3-venv», poi ripeti il comando."
        )
    must([sys.executable, "-m", "venv", *options, ENVIRONMENT], "L'ambiente Python in .venv non si crea")


def works_with_this_version():
    wanted = f"({sys.version_info[0]}, {sys.version_info[1]})"
    return runs([program("python"), "-c", f"import sys; sys.exit(sys.version_info[:2] != {wanted})"])


def has_module(name):
    return runs([sys.executable, "-c", "import " + name])


def install():
    say("Installo i pacchetti dai lock")
    files = [lock_file(name) for name in locks()]
    synced = [uv(), "pip", "sync", "--quiet", "--require-hashes", "--python", program("python")]
    must(synced + files, "I pacchetti non si installano: controlla la rete e l'indice dei pacchetti")
    state = wanted_state()
    with open(STAMP, "w", encoding="ascii") as file:
        file.write(state)


def uv():
    """The locked uv inside the environment, put there by pip; one on PATH where there is no pip."""
    if os.path.exists(program("uv")):
        return program("uv")
    if os.path.exists(program("pip")):
        pip = [program("python"), "-m", "pip"]
    elif has_module("pip"):
        pip = [sys.executable, "-m", "pip", "--python", program("python")]
    else:
        return shutil.which("uv")
    quietly = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    must(
        pip + quietly + ["-r", lock_file("uv")],
        "uv non si installa: controlla la rete e l'indice dei pacchetti",
    )
    return program("uv")


@contextlib.contextmanager
def front_end_meanwhile():
    """With a Node of the machine the front end asks nothing of the environment: both are made at the same time.

    Nothing is said of a failure here: ``build_front_end`` finds the work undone, does it again and says why.
    """
    beside = None
    if usable_node():
        beside = subprocess.Popen(
            [sys.executable, "-m", "tools.build_assets"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        yield
    finally:
        if beside is not None:
            beside.wait()


def build_front_end():
    must([program("python"), "-m", "tools.build_assets"], "Il front end non si costruisce")


def find_browser():
    """Chromium for the tests. Its absence does not stop them: the browser's tests say why they did not run."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installo Chromium per i test dai pacchetti della distribuzione")
        if runs(["apt-get", "update", "-qq"]) and runs(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        ):
            return
    say("Chromium non c'è e non si è potuto installare: i test nel browser non girano. Installa «chromium».")


def must(command, sentence):
    if not runs(command, quiet=False):
        raise Refused(sentence + ". Il motivo è scritto qui sopra.")


def runs(command, quiet=True):
    output = subprocess.DEVNULL if quiet else None
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    environ.pop("VIRTUAL_ENV", None)
    try:
        return subprocess.call(command, cwd=ROOT, stdout=output, stderr=output, env=environ) == 0
    except OSError:
        return False


def say(sentence):
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
