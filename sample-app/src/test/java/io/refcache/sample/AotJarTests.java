package io.refcache.sample;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same, asked of the packaged application, which runs in a JVM of its own on what was
 * generated for it ahead of time.
 */
@SpringBootTest(classes = AotJarTests.Client.class, webEnvironment = WebEnvironment.NONE)
class AotJarTests extends JarAuditApplicationTests {

	private static PackagedApplication application;

	@DynamicPropertySource
	static void portOfTheJar(DynamicPropertyRegistry registry) throws IOException {
		application = PackagedApplication.start("-Dspring.aot.enabled=true", "--sample.audit.root=" + root);
		registry.add("local.server.port", application::port);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void applicationIsProcessedAheadOfTime() {
		assertThat(application.log()).contains("Starting AOT-processed JarAuditApplication");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(JacksonAutoConfiguration.class)
	static class Client {

	}

}
