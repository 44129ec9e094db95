package com.example.spring;

import com.example.albauth.Identity;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HomeController {
    /** Spring passes the request's principal, which {@code AlbAuthenticationFilter} has set. */
    @GetMapping("/")
    ResponseEntity<Identity> home(Identity identity) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(identity);
    }
}
