#!/usr/bin/env python3
"""Starts Journey Workbench from its sources, on a machine that has nothing but Python.

    python3 run.py              opens the window
    python3 run.py test         runs all tests; further arguments go to pytest
    python3 run.py bench        measures how fast it is; --help tells more
    python3 run.py ARGUMENTS    anything else goes to the program, e.g. --help

Everything is installed into the folder .venv beside this file, once. What is missing on the
machine is said in one line with its remedy. Standard library only, and written so that every
Python 3 can read it far enough to say that it is too old.
"""

import ctypes
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST = (3, 11)

# The smallest set that brings every library below on Debian and Ubuntu, and Python's own venv.
# README.md and .ci/run name the same line; a test compares the three.
PACKAGES = (
    "python3-venv libegl1 libgl1 libfontconfig1 libglib2.0-0 libdbus-1-3 libxkbcommon-x11-0"
    " libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)

# Qt needs these even without a screen.
QT_LIBRARIES = (
    "libEGL.so.1",
    "libGL.so.1",
    "libX11.so.6",
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libxkbcommon.so.0",
    "libglib-2.0.so.0",
    "libgthread-2.0.so.0",
    "libdbus-1.so.3",
    "libzstd.so.1",
)

# Without one of these, Qt aborts instead of opening a window, and names the wrong one.
X11_LIBRARIES = (
    "libX11-xcb.so.1",
    "libxkbcommon-x11.so.0",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-randr.so.0",
    "libxcb-render-util.so.0",
    "libxcb-render.so.0",
    "libxcb-shape.so.0",
    "libxcb-shm.so.0",
    "libxcb-sync.so.1",
    "libxcb-util.so.1",
    "libxcb-xfixes.so.0",
    "libxcb-xkb.so.1",
    "libxcb.so.1",
)
WAYLAND_LIBRARIES = ("libwayland-client.so.0", "libwayland-cursor.so.0")

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
TRACE = "--trace-startup"
READY, UNFINISHED = "ready.json", "unfinished"
DEVELOPING = {
    "test": ["-m", "pytest", "-n", "3", "--dist", "worksteal"],
    "bench": ["-m", "tests.benchmarks"],
}
VERBS = ("new", "check", "gaps", "export", "import", "ratings", "versions")


class Missing(Exception):
    """Something that the machine lacks; the text is one line and names the remedy."""


def main(arguments):
    """Prepare what is needed, do what the arguments say, give the exit code."""
    developing = DEVELOPING.get(arguments[0]) if arguments else None
    try:
        check_python(sys.version_info, shutil.which)
        if sys.platform.startswith("linux"):
            check_libraries(needed_libraries(arguments, os.environ), can_load)
            if opens_a_window(arguments):
                check_screen(os.environ)
        python = prepare(ROOT, "dev" if developing else "")
    except Missing as missing:
        sys.stderr.write("%s\n" % missing)
        return 1
    command = [python, "-m", "workbench"] + arguments
    if developing:
        command = [python] + developing + arguments[1:]
    # tests run where the tests are; the program where its file names are meant
    return call(command, ROOT if developing else None)


def call(command, folder):
    """Run a command in a folder, wait for its end, give its exit code."""
    process = subprocess.Popen(command, cwd=folder)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # Ctrl+C reaches the program too, and ending is its affair
            continue


def opens_a_window(arguments):
    """Whether the program opens its window for these arguments."""
    arguments = [argument for argument in arguments if argument != TRACE]
    return not arguments or not (
        arguments[0] in VERBS or arguments[0] in DEVELOPING or arguments[0].startswith("-")
    )


def draws(arguments):
    """Whether Qt is needed for these arguments."""
    if arguments and arguments[0] == "export":
        return any(argument.lower().endswith(".png") for argument in arguments)
    return opens_a_window(arguments) or arguments[0] in DEVELOPING


def check_python(version, which):
    """Raise Missing where this Python is too old, naming a newer one if there is one."""
    if tuple(version[:2]) >= OLDEST:
        return
    needed = "Journey Workbench needs Python %d.%d or newer; this is %d.%d. " % (
        OLDEST + tuple(version[:2])
    )
    for minor in (14, 13, 12, 11):
        if which("python3.%d" % minor):
            raise Missing(needed + "You have a newer one: python3.%d run.py" % minor)
    raise Missing(needed + "Install one, then start run.py with it.")


def needed_libraries(arguments, environment):
    """The libraries of the system that Qt will load for these arguments."""
    libraries = list(QT_LIBRARIES) if draws(arguments) else []
    platform = environment.get("QT_QPA_PLATFORM", "")
    if opens_a_window(arguments):
        if platform == "xcb" or (environment.get("DISPLAY") and not platform):
            libraries.extend(X11_LIBRARIES)
        elif platform == "wayland" or (environment.get("WAYLAND_DISPLAY") and not platform):
            libraries.extend(WAYLAND_LIBRARIES)
    return libraries


def can_load(library):
    """Whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def check_libraries(libraries, loads):
    """Raise Missing where libraries of the system are not there."""
    missing = [library for library in libraries if not loads(library)]
    if missing:
        raise Missing(
            "Display libraries are missing (%s). Install them: %s"
            % (", ".join(missing), install_line(missing, shutil.which))
        )


def install_line(libraries, which):
    """What to type to get these libraries, by the package manager that there is."""
    if which("apt-get"):
        return as_root("apt-get update") + " && " + as_root("apt-get install -y " + PACKAGES)
    for manager in ("dnf", "zypper"):
        if which(manager):
            # packages of these systems declare the very libraries that they provide
            mark = "()(64bit)" if sys.maxsize > 2**32 else ""
            names = " ".join("'%s%s'" % (library, mark) for library in libraries)
            return as_root("%s install %s" % (manager, names))
    return "use your system's package manager"


def as_root(command):
    """The command as somebody types it who may not be root."""
    return command if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo " + command


def check_screen(environment):
    """Raise Missing where there is no screen for a window, or it does not answer."""
    if environment.get("QT_QPA_PLATFORM"):
        return
    if not any(environment.get(name) for name in SCREENS):
        raise Missing(
            "There is no screen to show the window on (DISPLAY and WAYLAND_DISPLAY are empty)."
            " Start it from a desktop session; the verbs work without: python3 run.py --help"
        )
    if not environment.get("WAYLAND_DISPLAY") and not screen_answers():
        raise Missing(
            "The screen %s does not answer. Set DISPLAY to one that does, or start it from a"
            " desktop session." % environment["DISPLAY"]
        )


def screen_answers():
    """Whether the X server that DISPLAY names lets us in."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if display:
        x11.XCloseDisplay(display)
    return bool(display)


def prepare(root, extra):
    """Make or refresh `.venv` under `root` and give its Python; at once where nothing changed.

    `extra` names an optional set of dependencies. Raises Missing.
    """
    folder = os.path.join(root, ".venv")
    if is_ready(folder, wanted(root, folder, extra)):
        return venv_python(folder)
    check_venv()
    sys.stderr.write("Setting up %s; the first time needs the network and a minute.\n" % folder)
    sys.stderr.flush()
    try:
        with open(folder + ".lock", "w") as lock:
            wait_for(lock)
            # somebody who started twice finds it ready by now
            state = wanted(root, folder, extra)
            if not is_ready(folder, state):
                set_up(root, folder, state)
    except OSError as error:
        raise Missing(
            "%s cannot be written (%s). Make room, or allow writing there, and start again."
            % (folder, error.strerror or error)
        )
    return venv_python(folder)


def wanted(root, folder, extra):
    """The state that an environment is to be in; optional dependencies that it has stay."""
    extras = read_json(os.path.join(folder, READY)).get("extras", [])
    return {"fingerprint": fingerprint(root), "extras": sorted(set(extras + [extra]) - {""})}


def is_ready(folder, state):
    """Whether an environment is whole and in this state."""
    if os.path.exists(os.path.join(folder, UNFINISHED)):
        return False
    return os.path.exists(venv_python(folder)) and read_json(os.path.join(folder, READY)) == state


def set_up(root, folder, state):
    """Bring an environment into this state; a half-made or broken one is made anew."""
    python = venv_python(folder)
    unfinished = os.path.join(folder, UNFINISHED)
    if os.path.exists(unfinished) or not works(python):
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    write(unfinished, "")
    if not os.path.exists(python):
        make_venv(folder)
    install(python, root, state["extras"])
    write(os.path.join(folder, READY), json.dumps(state))
    os.remove(unfinished)


def wait_for(lock):
    """Hold an open file for this process alone, once no other process does, until it closes."""
    if os.name != "nt":
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)
        return
    import msvcrt

    while True:
        try:
            # gives up after ten seconds
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
            return
        except OSError:
            continue


def venv_python(folder):
    """The interpreter inside a virtual environment."""
    if os.name == "nt":
        return os.path.join(folder, "Scripts", "python.exe")
    return os.path.join(folder, "bin", "python")


def fingerprint(root):
    """What the environment depends on: the project file, this Python, the place."""
    with open(os.path.join(root, "pyproject.toml"), "rb") as file:
        project = file.read()
    parts = [project, sys.version.encode("utf-8"), root.encode("utf-8")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_json(path):
    """The JSON object in a file; an empty one where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(path, text):
    """Write a small file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def works(python):
    """Whether an interpreter runs, is the same Python as this one, and has pip."""
    program = "import sys, pip; print(sys.version_info[:2] == %r)" % (tuple(sys.version_info[:2]),)
    try:
        output = subprocess.check_output([python, "-c", program], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return False
    return output.strip() == b"True"


def check_venv():
    """Raise Missing where Python came without the parts that make virtual environments."""
    try:
        __import__("ensurepip")
        __import__("venv")
    except ImportError:
        remedy = "install Python from python.org"
        if shutil.which("apt-get"):
            remedy = as_root("apt-get install -y python%d.%d-venv" % tuple(sys.version_info[:2]))
        raise Missing("This Python has no venv or ensurepip. Install them: " + remedy)


def make_venv(folder):
    """Make a virtual environment. Raises Missing."""
    result = run_quietly([sys.executable, "-m", "venv", folder])
    if result is not None:
        raise Missing("The folder %s could not be made: %s" % (folder, result))


def install(python, root, extras):
    """Install the project and its dependencies. Raises Missing."""
    target = root + ("[%s]" % ",".join(extras) if extras else "")
    result = run_quietly(
        [python, "-m", "pip", "install", "--disable-pip-version-check", "--editable", target]
    )
    if result is not None:
        raise Missing(
            "The libraries could not be installed: %s. The first start needs the network:"
            " connect, or set PIP_INDEX_URL to a mirror, and start again." % result.rstrip(".")
        )


def run_quietly(command):
    """Run a command without a word; None where it went well, else the line that says why not."""
    environment = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET"):
        environment.pop(name, None)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    output = process.communicate()[0].decode("utf-8", "replace")
    if process.returncode == 0:
        return None
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(ERROR|\w+Error): ", line)]
    return (errors[:1] or lines[-1:] or ["no reason given"])[0]


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
