#!/usr/bin/env bash
# Builds everything, installs the programs that the tests drive, and runs all tests. Closes with "N passed, N failed".
#
#   ./test.sh            everything
#   ./test.sh FILTER     only tests whose full name contains FILTER
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Under this switch a test that lacks its program fails; without it, it is skipped with its reason.
export DISTCACHE_TESTS_REQUIRE_PROGRAMS=1

configuration=Release
results=artifacts/tests
log=$results/output.txt

# A program the tests drive, and the Debian package that brings it.
packages_needed() {
    has nginx || echo nginx-light
    has redis-server || echo redis-server
    has redis-cli || echo redis-tools
    has curl || echo curl
    /usr/bin/python3 -c 'import redis' 2>/dev/null || echo python3-redis
}

has() {
    PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null
}

install_programs() {
    local packages
    mapfile -t packages < <(packages_needed)
    [ "${#packages[@]}" -gt 0 ] || return 0
    echo "Installing for the tests: ${packages[*]}"
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    # The tests start servers of their own: keep the packages from starting theirs.
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy >/dev/null
        "${as_root[@]}" chmod 755 $policy
        trap '"${as_root[@]}" rm -f '$policy EXIT
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
    "${as_root[@]}" rm -f $policy
    trap - EXIT
}

# Adds up what each test program said: "Failed: 0, Passed: 24, Skipped: 0".
count() {
    grep -oE "$1: +[0-9]+" "$log" | grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum + 0 }'
}

install_programs
mkdir -p $results
dotnet build DistCache.sln -c $configuration
dotnet format DistCache.sln --verify-no-changes --no-restore

status=0
filter=()
[ $# -eq 0 ] || filter=(--filter "FullyQualifiedName~$1")
dotnet test DistCache.sln -c $configuration --no-build "${filter[@]}" 2>&1 | tee "$log" || status=$?

failed=$(count Failed)
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$(count Passed) passed, $failed failed"
exit "$status"
