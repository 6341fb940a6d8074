# SPDX-License-Identifier: MIT
ORACLE_ANSWERS := $(O)/test/oracle/answers
ORACLE_SEED    ?= 1

CHECKS      += check-oracle
STRICT_DEPS += !node=nodejs !npm=npm

# SPACE:COMPLETIONS:SAMPLE, see compare.js. The groups are complete in both.
ORACLE_SHORT := login:2:20000 client_grant:1:20000 user_grant:1:10000
ORACLE_LONG  := login:40:200000 client_grant:6:400000 user_grant:20:100000

## oracle: login and grant rules against those of test/oracle/*.cedar, as Cedar decides; ORACLE_SEED=n; needs npm
.PHONY: oracle check-oracle
oracle: ORACLE_RUNS := $(ORACLE_LONG)
check-oracle: ORACLE_RUNS := $(ORACLE_SHORT)
oracle check-oracle: $(ORACLE_ANSWERS)
	@if ! command -v node >/dev/null; then test/tools/skip.sh "oracle: node is missing" "$(STRICT)"; \
	elif ! command -v npm >/dev/null; then test/tools/skip.sh "oracle: npm is missing" "$(STRICT)"; \
	else STRICT="$(STRICT)" test/oracle/oracle.sh $(O)/oracle $(ORACLE_ANSWERS) $(ORACLE_SEED) $(ORACLE_RUNS); fi

# The library's public functions only.
$(ORACLE_ANSWERS): $(wildcard test/oracle/*.c) test/oracle/answers.h $(O)/flags $(O)/liborgpol.a
	@mkdir -p $(@D)
	$(call SAY,CC,$@)
	$(Q)$(CC) $(REQUIRED) $(CPPFLAGS) $(CFLAGS) $(filter %.c %.a,$^) $(LDFLAGS) $(CORE_LIBS) -o $@
