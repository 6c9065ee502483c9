package io.refcache.web;

import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said where nobody knows who calls.
 */
class RefCacheRequestActorAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RefCacheRequestActorAutoConfiguration.class));

	@Test
	void withoutSpringSecurityReferencesAreBearerCapabilities() {
		try (LogRecorder log = LogRecorder.of(RefCacheRequestActorAutoConfiguration.class.getName())) {
			this.runner.withClassLoader(new FilteredClassLoader(Authentication.class))
				.run((context) -> assertThat(log.messages()).singleElement()
					.asString()
					.contains("references are bearer capabilities"));
		}
	}

	@Test
	void withSpringSecurityNothingIsSaid() {
		try (LogRecorder log = LogRecorder.of(RefCacheRequestActorAutoConfiguration.class.getName())) {
			this.runner.run((context) -> assertThat(log.messages()).isEmpty());
		}
	}

}
