package io.refcache.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Audits the jars of the local Maven repository over HTTP.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class JarAuditApplication {

	public static void main(String[] args) {
		SpringApplication.run(JarAuditApplication.class, args);
	}

}
