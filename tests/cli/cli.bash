# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of the command line share: TAP, and running the program. A test is called with the
# program's path and works in a temporary folder of its own.
set -u
rabta=$(realpath "$1")
source_root=${RABTA_SOURCE_ROOT:?}
shared=$source_root/../shared
number=0
cd "$(mktemp -d)" || exit 1

# pass_if NAME COMMAND…
pass_if () {
  local name=$1
  shift
  number=$((number + 1))
  if "$@"; then
    echo "ok $number - $name"
  else
    echo "not ok $number - $name"
    echo "# failed: $*"
    [ ! -s out ] || sed 's/^/# out: /' out | head -n 20
    [ ! -s err ] || sed 's/^/# err: /' err | head -n 20
  fi
}

left_out () {
  number=$((number + 1))
  echo "ok $number - $1 # SKIP $2"
}

# run STATUS ARGUMENT…: whether the program ends so; what it prints goes to the files out and err.
run () {
  local wanted=$1 status=0
  shift
  timeout 300 "$rabta" "$@" >out 2>err || status=$?
  [ "$status" -eq "$wanted" ] || { echo "# exit status $status, not $wanted: $*"; return 1; }
}

# refused ARGUMENT…: fails within 5 seconds with one line of reason.
refused () {
  local status=0
  timeout 5 "$rabta" "$@" >out 2>err || status=$?
  [ "$status" -eq 1 ] || { echo "# exit status $status, not 1: $*"; return 1; }
  [ "$(wc -l <err)" -eq 1 ] || { echo "# not one line on stderr: $*"; return 1; }
  grep -q '^rabta: ..........' err
}

says () { grep -qF -- "$1" out; }
is () { [ "$1" = "$2" ] || { echo "# “$1” is not “$2”"; return 1; }; }

finish () { echo "1..$number"; }
