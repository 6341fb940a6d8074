# SPDX-License-Identifier: MIT
# The addon for Node. It is built in a copy of examples/node, since node-gyp builds where its binding.gyp is.
NODE_COPY    := $(O)/node/orgpol
NODE_ADDON   := $(NODE_COPY)/build/Release/orgpol.node
NODE_SOURCES := $(filter-out %/package-lock.json,$(wildcard $(addprefix examples/node/,*.* src/* lib/* test/* tools/*)))

CHECKS      += check-node
STRICT_DEPS += !node=nodejs !npm=npm

.PHONY: bindings bench-bindings
bindings: check-node
bench-bindings: bench-node

## check-node: build the addon of examples/node and run its tests; needs node 20 with its headers, and npm
## bench-node: nanoseconds of a decision asked from Node, over rows and over JSON; BENCH_JSON=1
## node-types: write the generated types of examples/node anew
.PHONY: check-node bench-node node-types
check-node bench-node node-types: | $(STATIC)
	@MAKE="$(MAKE)" STRICT="$(STRICT)" test/bindings/node.sh $@ $(O)/node $(NODE_ADDON)

# The static libraries alone are in the folder that pkg-config names, so that the addon is linked with them.
$(NODE_ADDON): $(NODE_SOURCES) $(STATIC) test/bindings/node.mk
	$(call SAY,GYP,$@)
	$(Q)rm -rf $(NODE_COPY) $(O)/node/lib && mkdir -p $(O)/node/lib $(O)/node/pkgconfig
	$(Q)cp -R examples/node $(NODE_COPY) && cp $(STATIC) $(O)/node/lib
	$(Q)for name in orgpol orgpol-json; do \
	    sed -e 's|@LIBDIR@|$(abspath $(O))/node/lib|' -e 's|@INCLUDEDIR@|$(CURDIR)/include|' \
	        -e 's|@PREFIX@|$(abspath $(O))/node|' -e 's|@VERSION@|$(VERSION)|' \
	        pkgconfig/$$name.pc.in > $(O)/node/pkgconfig/$$name.pc || exit 1; done
	$(Q)cd $(NODE_COPY) && PKG_CONFIG_PATH=$(abspath $(O))/node/pkgconfig$${PKG_CONFIG_PATH:+:$$PKG_CONFIG_PATH} \
	    CC="$(CC)" CFLAGS="$(CFLAGS) $(if $(WERROR),-Werror)" LDFLAGS="$(LDFLAGS)" \
	    node ../tools/node_modules/node-gyp/bin/node-gyp.js rebuild --silent $(if $(V),--verbose) \
	    --nodedir="$$(node -p 'require("path").dirname(require("path").dirname(process.execPath))')" >../gyp.log 2>&1 || \
	    { cat ../gyp.log; exit 1; }
