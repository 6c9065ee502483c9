package io.refcache.test.user;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class ReportApplication {

}
