# SPDX-License-Identifier: MIT
# The identity provider of examples/oidc-provider, put together in the build folder: its sources, oidc-provider from
# npm, and the addon for Node.
IDP       := $(O)/idp

CHECKS      += check-idp
STRICT_DEPS += !chromium=chromium

## check-idp: logins of examples/oidc-provider over HTTP and in Chromium; needs node 20, npm, chromium
## demo-idp: the same for a person, at http://127.0.0.1:4100
## idp-pictures: write the pictures of its README anew
.PHONY: check-idp demo-idp idp-pictures
check-idp demo-idp idp-pictures: | $(STATIC)
	@MAKE="$(MAKE)" STRICT="$(STRICT)" test/bindings/idp.sh $@ $(IDP) $(NODE_ADDON)

# Both make the addon.
check-idp: | check-node
