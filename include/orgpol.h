/* SPDX-License-Identifier: MIT */
/* Everything liborgpol decides. For JSON, include orgpol/tenant.h and orgpol/authzen.h. */
#ifndef ORGPOL_H
#define ORGPOL_H

#include "orgpol/authorize.h"
#include "orgpol/base.h"
#include "orgpol/client_grant.h"
#include "orgpol/complete.h"
#include "orgpol/config.h"
#include "orgpol/connect.h"
#include "orgpol/consent.h"
#include "orgpol/decision.h"
#include "orgpol/endpoint.h"
#include "orgpol/exchange.h"
#include "orgpol/login.h"
#include "orgpol/manage.h"
#include "orgpol/model.h"
#include "orgpol/my_account.h"
#include "orgpol/prompt.h"
#include "orgpol/scope.h"
#include "orgpol/select.h"
#include "orgpol/session.h"
#include "orgpol/token.h"
#include "orgpol/user_grant.h"
#include "orgpol/vault.h"
#include "orgpol/version.h"

#endif
