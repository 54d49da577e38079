#!/bin/sh
# Fetch what the faces are cut from, out of the packages that carry it, into one folder.
#   sh fonts/fetch_sources.sh SOURCES
# Needs npm, apt-get and dpkg-deb (Debian or Ubuntu), about 240 MB of downloads, and no root: apt works on lists of its own.
set -eu

[ $# -eq 1 ] || { echo "usage: sh fonts/fetch_sources.sh SOURCES" >&2; exit 2; }
mkdir -p "$1"
sources=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Noto Serif SC and Noto Sans SC.
(
    cd "$work"
    npm pack --silent @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3
    tar -xzf expo-google-fonts-noto-serif-sc-0.4.3.tgz --strip-components=2 -C "$sources" \
        package/400Regular/NotoSerifSC_400Regular.ttf package/700Bold/NotoSerifSC_700Bold.ttf
    tar -xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz --strip-components=2 -C "$sources" \
        package/400Regular/NotoSansSC_400Regular.ttf
)

# LXGW WenKai GB Lite and Zhuque Fangsong are in Debian from forky on, whatever Debian this is; and Unihan.
mkdir -p "$work/parts" "$work/lists/partial" "$work/cache/archives/partial"
cat >"$work/parts/forky.sources" <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: forky
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
private_apt() {
    apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$work/parts" \
        -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" \
        -o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" "$@"
}
private_apt update
(cd "$work" && private_apt download texlive-lang-chinese unicode-data)
lxgw=./usr/share/texlive/texmf-dist/fonts/truetype/public/lxgw-fonts
dpkg-deb --fsys-tarfile "$work"/texlive-lang-chinese_*.deb | tar -xf - --strip-components=9 -C "$sources" \
    "$lxgw/LXGWWenKaiGBLite-Regular.ttf" "$lxgw/LXGWZhuqueFangsong-Regular.ttf"
dpkg-deb --fsys-tarfile "$work"/unicode-data_*.deb | tar -xf - --strip-components=4 -C "$sources" \
    ./usr/share/unicode/Unihan_OtherMappings.txt.bz2

ls -l "$sources"
