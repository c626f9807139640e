#!/bin/sh
# What some tests need besides Python, out of Debian's packages: a database server, a browser, the package manager of its scripts.
# Where they cannot be installed, those tests are skipped and say why.
set -eu
wanted=""
ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || wanted="$wanted postgresql"
command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium"
command -v npm >/dev/null 2>&1 || wanted="$wanted npm"
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "tests that need$wanted will be skipped (Debian: apt install$wanted)" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
# shellcheck disable=SC2086
{ apt-get -qq update && apt-get -qq install -y --no-install-recommends $wanted; } >/dev/null ||
    echo "could not install$wanted: tests that need them will be skipped" >&2
