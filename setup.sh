#!/bin/sh
# One set-up for users and CI: system libraries, a private virtual environment, then what was asked for.
#   sh setup.sh sample          build the sample PDF into out/
#   sh setup.sh test [ARG...]   run every test (arguments go to pytest)
#   sh setup.sh env             only the set-up
# Messages are Chinese, for the finance staff who run this; run again, the set-up takes a moment.
set -eu

# Debian's names for what WeasyPrint loads at run time; GLib, HarfBuzz and Fontconfig come with Pango.
system_packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# What only the tests need: git, and a browser with what drives it, to look at the report of a comparison.
test_packages="chromium git libatomic1"
# The same libraries by the names a dynamic loader knows, for systems without dpkg.
system_libraries="gobject-2.0 pango-1.0 pangoft2-1.0 harfbuzz harfbuzz-subset fontconfig"

say() { printf '%s\n' "$*" >&2; }
fail() { say "错误：$1"; shift; for line; do say "　　　$line"; done; exit 2; }

# What a tool has to say is in English, and of use only when it fails.
quietly() { output=$("$@" 2>&1) || { say "$output"; return 1; }; }

usage() {
    say "用法：sh setup.sh sample　　　　　安装运行环境，并生成示例 PDF（在 out/ 中）"
    say "　　　sh setup.sh test [参数…]　　安装运行环境，并运行全部测试"
    say "　　　sh setup.sh env　　　　　　 只安装运行环境"
    exit 2
}

# A Python of at least 3.11, whatever its command is called here.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    fail "没有找到 Python 3.11 或更新的版本。" "请先安装 Python，例如：apt-get install python3"
}

missing_packages() {
    wanted=$system_packages
    [ "$command" != test ] || wanted="$wanted $test_packages"
    for package in $wanted; do
        has_program "$package" || case $(dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null) in
            *"ok installed"*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
    # $python is known only when an environment is to be made; Debian keeps ensurepip in a package of its own.
    if [ -n "$python" ] && ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        printf 'python3-venv '
    fi
}

# Programs may come from elsewhere than Debian's packages.
has_program() {
    case $1 in
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        git) command -v git ;;
        *) false ;;
    esac >/dev/null
}

install_packages() {
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        fail "缺少系统软件包：$missing" "请由管理员运行下面的命令，然后再试一次：" \
            "apt-get update && apt-get install -y --no-install-recommends $missing"
    fi
    say "正在安装系统软件包：$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # a list of names without blanks
    { quietly apt-get update && quietly apt-get install -y --no-install-recommends $missing; } ||
        fail "系统软件包没有装好：$missing" "请看上面 apt-get 的输出，检查网络后再试一次。"
    missing=$(missing_packages)
    [ -z "$missing" ] || fail "安装以后仍然缺少：$missing"
}

check_libraries() {
    # shellcheck disable=SC2086
    missing=$("${python:-$venv/bin/python}" - $system_libraries <<'PYTHON'
import sys
from ctypes.util import find_library

print(*(name for name in sys.argv[1:] if not find_library(name)))
PYTHON
    )
    [ -z "$missing" ] || fail "缺少系统程序库：$missing" "请用本系统的软件管理器安装 Pango 和 HarfBuzz，然后再试一次。"
    if [ "$command" = test ] && ! { has_program git && has_program chromium; }; then
        fail "没有找到 git 或 Chromium 浏览器，测试要用它们。" "请用本系统的软件管理器安装：$test_packages"
    fi
    say "提示：本系统没有 dpkg，未检查系统软件包；所需的程序库都能找到。"
}

check_system() {
    if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
        install_packages
    else
        check_libraries
    fi
}

# What each step is made from. The place counts as well: scripts in the environment hold absolute paths.
packages_key() { printf '%s ' "$root" && cksum <requirements-dev.lock; }
project_key() { cksum <pyproject.toml; }

# A stamp is written when its step is done, so that a step that was interrupted is taken again.
is_stamped() { [ -f "$venv/.$1" ] && [ "$(cat "$venv/.$1")" = "$2" ]; }
write_stamp() { printf '%s\n' "$2" >"$venv/.$1.new" && mv "$venv/.$1.new" "$venv/.$1"; }

has_packages() { is_stamped packages "$(packages_key)" && "$venv/bin/python" -c 'import pip' 2>/dev/null; }

pip_install() {
    quietly "$venv/bin/python" -m pip --disable-pip-version-check --no-input install "$@" ||
        fail "Python 软件包没有装好。" "请看上面 pip 的输出，检查网络后再试一次。"
}

install_python_packages() {
    say "正在准备运行环境（只在第一次和更新以后需要，约一分钟）……"
    rm -rf "$venv"
    quietly "$python" -m venv "$venv" || fail "无法建立运行环境：$venv"
    pip_install --require-hashes --only-binary :all: -r requirements-dev.lock
    write_stamp packages "$(packages_key)"
}

# The build backend is in the lock too, so nothing is fetched here.
install_project() {
    rm -f "$venv/.project"
    pip_install --no-deps --no-build-isolation --no-index --editable .
    write_stamp project "$(project_key)"
    say "运行环境已经就绪。"
}

set_up() {
    python=""
    if has_packages; then
        check_system
    else
        python=$(find_python)
        check_system
        install_python_packages
    fi
    is_stamped project "$(project_key)" || install_project
    compile_modules
}

# Where PYTHONDONTWRITEBYTECODE is set, every run would compile them anew; where nothing can be written, it does.
compile_modules() { "$venv/bin/python" -m compileall -q generator >/dev/null 2>&1 || :; }

[ $# -gt 0 ] || usage
command=$1
shift
case $command in
    test) ;;
    sample | env) [ $# -eq 0 ] || usage ;;
    *) usage ;;
esac

# CDPATH would make cd print a path of its own choosing.
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cd "$root"
venv=$root/.venv

set_up
case $command in
    sample) exec "$venv/bin/gongkai" build budgets/2024/xinzhou-etdz -o out ;;
    test) exec "$venv/bin/pytest" "$@" ;;
esac
