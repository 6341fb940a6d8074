/* SPDX-License-Identifier: MIT */
#include "grant_type.h"

#include "text.h"

uint32_t orgpol_grant_type_sent(struct orgpol_str name)
{
    static const struct {
        char name[92]; /* in place, so that the table needs no relocation */
        uint32_t bit;
    } words[] = {
        {"authorization_code", ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE},
        {"refresh_token", ORGPOL_GRANT_TYPE_REFRESH_TOKEN},
        {"client_credentials", ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS},
        {"password", ORGPOL_GRANT_TYPE_PASSWORD},
        {"http://auth0.com/oauth/grant-type/password-realm", ORGPOL_GRANT_TYPE_PASSWORD_REALM},
        {"http://auth0.com/oauth/grant-type/mfa-oob", ORGPOL_GRANT_TYPE_MFA_OOB},
        {"http://auth0.com/oauth/grant-type/mfa-otp", ORGPOL_GRANT_TYPE_MFA_OTP},
        {"http://auth0.com/oauth/grant-type/mfa-recovery-code", ORGPOL_GRANT_TYPE_MFA_RECOVERY_CODE},
        {"http://auth0.com/oauth/grant-type/passwordless/otp", ORGPOL_GRANT_TYPE_PASSWORDLESS_OTP},
        {"urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
         ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN},
        {"urn:ietf:params:oauth:grant-type:device_code", ORGPOL_GRANT_TYPE_DEVICE_CODE},
        {"urn:ietf:params:oauth:grant-type:token-exchange", ORGPOL_GRANT_TYPE_TOKEN_EXCHANGE},
        {"urn:ietf:params:oauth:grant-type:jwt-bearer", ORGPOL_GRANT_TYPE_JWT_BEARER},
        {"urn:openid:params:grant-type:ciba", ORGPOL_GRANT_TYPE_CIBA},
        {"urn:okta:params:oauth:grant-type:webauthn", ORGPOL_GRANT_TYPE_WEBAUTHN},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_same(name, orgpol_str_of(words[i].name)))
            return words[i].bit;
    return 0;
}
