package com.example.albauth;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.security.Principal;
import java.util.List;

/** The signed-in user, as the load balancer and the user pool both signed it. `email` may be null. */
public record Identity(
        String subject, String username, String email, List<String> groups, List<String> scopes)
        implements Principal {

    @Override
    @JsonIgnore
    public String getName() {
        return username;
    }
}
