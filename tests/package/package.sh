#!/usr/bin/env bash
# Makes the packages and the relocatable archive and tries them where nothing else is installed: lintian; a bare
# Debian 12 (install, work without libtorch and with it, upgrade over an older version, remove, purge); the archive on
# a bare Debian 13; the sources built on Debian 13 without a warning. Called by `tests/run package`, as root: it needs
# debootstrap, chroot and the network. PACKAGE_STEPS chooses among deb, lintian, debian12, portable, debian13.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=${PACKAGE_FOLDER:-$PWD/.build/package}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
steps=${PACKAGE_STEPS:-deb lintian debian12 portable debian13}
mkdir -p "$work"
version=$(sed -n 's/^project(melscope VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
wants() { [[ " $steps " == *" $1 "* ]]; }
say() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

# A bare system, kept for the next time; each try gets a fresh copy of it.
bare() { # SUITE NAME
    if [ ! -e "$work/$1.base/.done" ]; then
        rm -rf "$work/$1.base"
        debootstrap --variant=minbase "$1" "$work/$1.base" "$mirror" >"$work/$1.log" 2>&1 || fail "see $work/$1.log"
        touch "$work/$1.base/.done"
    fi
    rm -rf "${work:?}/$2"
    cp -a "$work/$1.base" "$work/$2"
    cp /etc/resolv.conf "$work/$2/etc/resolv.conf"
}
inside() { # NAME COMMAND; with /proc, which goes with the namespace, whatever happens
    unshare --mount bash -c 'mount -t proc proc "$0/proc" && exec chroot "$0" env -i \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
        DEBIAN_FRONTEND=noninteractive XDG_RUNTIME_DIR=/tmp/runtime \
        bash -euc "mkdir -pm 700 /tmp/runtime; $1"' "$work/$1" "$2"
}
# A second of noise.
sound() { # FILE
    python3 -c 'import random, sys, wave
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((1, 2, 44100, 0, "NONE", ""))
    file.writeframes(random.Random(1).randbytes(88200))' "$1"
}
# What a first user does, headless; the window starts, shows its pages and ends.
job='rm -rf /tmp/demo /tmp/run /tmp/tour; base=/tmp/demo/acousticbrainz-mediaeval
melscope-cli demo /tmp/demo --tracks 300 --quiet >/dev/null
train() { melscope-cli train-and-predict --quiet --train-files $base-lastfm-train.tsv.bz2 \
    --valid-files $base-lastfm-validation.tsv.bz2 --test-files $base-test-lastfm \
    --feature-files $base-train,$base-features-validation.tar.bz2 --job-dir /tmp/run --epochs 2 --filters 8 "$@"; }'

if wants deb; then
    say "Packages"
    [ -f .build/release/build.ninja ] || cmake --preset release
    cmake --build .build/release -j "$(nproc)" \
        --target melscope melscope-cli melscope_torch melscope_audio melscope_player \
        melscope_desktop
    rm -f "$work"/*.deb
    (cd .build/release && cpack -G DEB -B "$work/cpack" >"$work/cpack.log") || fail "see $work/cpack.log"
    mv "$work"/cpack/*.deb "$work/"
    ls -l "$work"/*.deb
    for deb in "$work"/*.deb; do dpkg-deb -I "$deb" | sed -n '/Depends\|Recommends/p'; done
    desktop-file-validate resources/desktop/org.melscope.Melscope.desktop
    appstreamcli validate --no-net .build/release/resources/org.melscope.Melscope.metainfo.xml
fi
if wants lintian; then
    say "lintian"
    lintian --fail-on error,warning --tag-display-limit 0 --allow-root "$work"/*.deb
fi
if wants debian12; then
    say "A bare Debian 12"
    bare bookworm debian12
    cp "$work"/*.deb "$work/debian12/tmp/"
    sound "$work/debian12/tmp/sound.wav"
    # The same package under an older version, as somebody may have it.
    rm -rf "$work/older"
    dpkg-deb -R "$work"/melscope_"$version"_*.deb "$work/older"
    sed -i 's/^Version: .*/Version: 0.0.9/' "$work/older/DEBIAN/control"
    echo old >"$work/older/usr/share/doc/melscope/of-the-older-version"
    dpkg-deb -b "$work/older" "$work/debian12/tmp/older.deb" >/dev/null
    inside debian12 "apt-get update -q >/dev/null
apt-get install -q -y --no-install-recommends /tmp/older.deb >/tmp/apt.log 2>&1 || { tail /tmp/apt.log; exit 1; }
test -e /usr/share/doc/melscope/of-the-older-version
apt-get install -q -y --no-install-recommends /tmp/melscope_${version}_*.deb >/tmp/apt.log 2>&1
test ! -e /usr/share/doc/melscope/of-the-older-version
melscope-cli --version
melscope --version
$job
train
test -s /tmp/run/test_preds_lastfm.tsv
rm -rf /tmp/run
if train --device torch 2>/tmp/err; then exit 1; fi
grep -q 'Install the package melscope-torch' /tmp/err
melscope --tour /tmp/tour >/dev/null 2>&1
ls /tmp/tour | wc -l
if melscope-cli extract /tmp/sound.wav --output /tmp/documents 2>/tmp/err; then exit 1; fi
grep -q 'Install the package melscope-audio' /tmp/err
apt-get install -q -y --no-install-recommends /tmp/melscope-audio_*.deb >/tmp/apt.log 2>&1
melscope-cli extract /tmp/sound.wav --output /tmp/documents
test -s /tmp/documents/sound.json
apt-get install -q -y --no-install-recommends /tmp/melscope-torch_*.deb >/tmp/apt.log 2>&1
train --device torch
grep -q libtorch /tmp/run/run.json
apt-get remove -q -y melscope >/tmp/apt.log 2>&1
test ! -e /usr/bin/melscope
apt-get install -q -y --no-install-recommends /tmp/melscope_${version}_*.deb >/tmp/apt.log 2>&1
apt-get install -q -y --no-install-recommends /tmp/melscope-torch_*.deb >/tmp/apt.log 2>&1
apt-get purge -q -y melscope melscope-audio melscope-torch >/tmp/apt.log 2>&1
left=\$(find /usr /etc -path '*melscope*' -not -path '*/share/mime/*' | head)
test -z \"\$left\" || { echo \"left behind: \$left\"; exit 1; }" || fail "on Debian 12"
fi
if wants portable; then
    say "The relocatable archive, on a bare Debian 13"
    archive=$(app/portable .build/release "$work" | tail -1)
    ls -l "$archive"
    bare trixie debian13
    tar -C "$work/debian13/opt" -xJf "$archive"
    sound "$work/debian13/tmp/sound.wav"
    inside debian13 "mv /opt/melscope-* /opt/anywhere
PATH=/opt/anywhere/bin:\$PATH
melscope-cli --version
$job
train
test -s /tmp/run/test_preds_lastfm.tsv
melscope-cli extract /tmp/sound.wav --output /tmp/documents
melscope --tour /tmp/tour >/dev/null 2>&1
ls /tmp/tour | wc -l" || fail "the archive on Debian 13"
fi
if wants debian13; then
    say "The sources on Debian 13"
    bare trixie debian13-build
    git archive --prefix=melscope/ HEAD | tar -C "$work/debian13-build/root" -x
    packages=$(sed -n '/^melscope_packages=(/,/^)/p' app/set-up | sed '1d;$d;/melscope_more_packages/d')
    inside debian13-build "apt-get update -q >/dev/null
apt-get install -q -y --no-install-recommends $(echo $packages) >/tmp/apt.log 2>&1 || { tail /tmp/apt.log; exit 1; }
cd /root/melscope
cmake -G Ninja -B build -DCMAKE_BUILD_TYPE=Release -DMELSCOPE_TESTS=${DEBIAN13_TESTS:-OFF} -DMELSCOPE_BENCHMARKS=OFF
cmake --build build -j $(nproc) 2>&1 | tee /tmp/build.log | tail -3
if grep -n 'warning:' /tmp/build.log; then exit 1; fi
PATH=/root/melscope/build/bin:\$PATH
melscope-cli --version
$job
train
rm -rf /tmp/run
train --device torch" || fail "the sources on Debian 13"
fi
say "All of it holds."
