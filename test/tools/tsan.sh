#!/bin/sh
# SPDX-License-Identifier: MIT
# tsan.sh DIR [cJSON.c]: builds test_threads under ThreadSanitizer into DIR and runs it; first of all a program
# with a race, which must be found. The system's cJSON is not instrumented, so that its global is not seen and
# nothing has to be excused; with the source of cJSON it is, and tsan.supp excuses it by name.
set -u
dir=$1
source=${2:-}
flags="-O1 -g -fsanitize=thread"
test=$dir/test/unit/test_threads
log=$dir/tsan.log
mkdir -p "$dir"

cat >"$dir/race.c" <<'RACE'
#include <pthread.h>
static int shared;
static void *add(void *unused) { shared++; return unused; }
int main(void)
{
    pthread_t one, two;
    return pthread_create(&one, NULL, add, NULL) || pthread_create(&two, NULL, add, NULL) ||
           pthread_join(one, NULL) || pthread_join(two, NULL);
}
RACE
# shellcheck disable=SC2086
if ! ${CC:-cc} $flags -pthread "$dir/race.c" -o "$dir/race" 2>"$log"; then
    exec test/tools/skip.sh "ThreadSanitizer is missing" "${STRICT:-}"
fi
# Some kernels place memory at random where ThreadSanitizer does not expect it; then without that.
fixed=
"$dir/race" >"$log" 2>&1
if grep -q 'unexpected memory mapping' "$log"; then
    fixed="setarch $(uname -m) -R"
    $fixed "$dir/race" >"$log" 2>&1
fi
if ! grep -q 'WARNING: ThreadSanitizer: data race' "$log"; then
    cat "$log"
    echo "FAILED  tsan: a race was not found"
    exit 1
fi

options=exitcode=66
object=
if [ -n "$source" ]; then
    object=$dir/cJSON.o
    # shellcheck disable=SC2086
    ${CC:-cc} $flags -c "$source" -o "$object" || exit 1
    options="$options suppressions=test/tools/tsan.supp"
fi
rm -f "$test"
${MAKE:-make} --no-print-directory O="$dir" CFLAGS="$flags" TEST_LDFLAGS="$object -pthread" "$test" || exit 1
if ! TSAN_OPTIONS=$options QUICK=1 $fixed "$test" >"$log" 2>&1; then
    cat "$log"
    echo "FAILED  tsan"
    exit 1
fi
echo "ok      tsan: $(grep 'questions' "$log")"
