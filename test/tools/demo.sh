#!/bin/sh
# SPDX-License-Identifier: MIT
# demo.sh ORGPOL: decides the Travel0 questions. The exit status 1 of a denial is the point of the sample.
set -u
"$1" eval --table --ndjson --tenant examples/travel0/tenant.json examples/travel0/questions.ndjson
status=$?
[ $status -le 1 ] || exit $status
printf '\nWhat the configuration itself gives to think about (orgpol lint):\n\n'
"$1" lint --table --tenant examples/travel0/tenant.json || exit 2
printf '\nWhat Travel0 promises its partners, as tests (orgpol test examples/travel0/policy.test.json):\n\n'
"$1" test examples/travel0/policy.test.json
status=$?
[ $status -le 1 ] || exit $status # a failure is what a changed tenant is for
cat <<END

The tenant is examples/travel0/tenant.json, the questions are examples/travel0/questions.ndjson.
Change either and run make demo again. As JSON, one answer a line:
  $1 eval --ndjson --tenant examples/travel0/tenant.json examples/travel0/questions.ndjson
END
