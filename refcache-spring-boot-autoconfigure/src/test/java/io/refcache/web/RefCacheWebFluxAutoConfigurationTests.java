package io.refcache.web;

import java.util.concurrent.CompletableFuture;

import io.refcache.RefCached;
import io.refcache.RefNotFoundException;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.config.EnableWebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls in progress on WebFlux, where there are no servlets.
 */
class RefCacheWebFluxAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, RefCacheAutoConfiguration.class,
				MemoryStoreAutoConfiguration.class, RefCachedAutoConfiguration.class,
				RefCacheWebMvcAutoConfiguration.class, RefCacheWebFluxAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@ParameterizedTest
	@ValueSource(strings = { "/value", "/future" })
	void callInProgressIsAccepted(String path) {
		this.runner.run((context) -> {
			WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
			client.get()
				.uri(path)
				.accept(MediaType.TEXT_HTML)
				.exchange()
				.expectStatus()
				.isAccepted()
				.expectHeader()
				.contentType(MediaType.APPLICATION_JSON)
				.expectHeader()
				.valueEquals("Retry-After", "2")
				.expectHeader()
				.valueEquals("Cache-Control", "no-store")
				.expectHeader()
				.doesNotExist("Location")
				.expectBody()
				.jsonPath("$.is_complete")
				.isEqualTo(false);
			context.getBean(Reports.class).finish();
		});
	}

	@Test
	void refusalIsAProblem() {
		this.runner.run((context) -> {
			WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
			client.get()
				.uri("/missing")
				.exchange()
				.expectStatus()
				.isNotFound()
				.expectHeader()
				.contentType(MediaType.APPLICATION_PROBLEM_JSON);
		});
	}

	@Test
	void messagesAreWithheldUnlessTheyAreToBeShown() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(WithheldMessages.class));
		this.runner.withPropertyValues("refcache.web.include-message=always")
			.run((context) -> assertThat(context).doesNotHaveBean(WithheldMessages.class));
	}

	@Test
	void nothingIsThereIfRefcacheIsOff() {
		this.runner.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(InProgressAdvice.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class Application {

		@Bean
		Reports reports() {
			return new Reports();
		}

		@Bean
		ReportController reportController(Reports reports) {
			return new ReportController(reports);
		}

		@Bean
		CatchAll catchAll() {
			return new CatchAll();
		}

	}

	static class Reports {

		private final CompletableFuture<String> gate = new CompletableFuture<>();

		void finish() {
			this.gate.complete("done");
		}

		@RefCached(asyncTimeout = "0s")
		public String value() {
			return this.gate.join();
		}

		@RefCached(asyncTimeout = "0s")
		public CompletableFuture<String> future() {
			return this.gate;
		}

	}

	@RestController
	static class ReportController {

		private final Reports reports;

		ReportController(Reports reports) {
			this.reports = reports;
		}

		@GetMapping("/value")
		String value() {
			return this.reports.value();
		}

		@GetMapping("/future")
		CompletableFuture<String> future() {
			return this.reports.future();
		}

		@GetMapping("/missing")
		String missing() {
			throw new RefNotFoundException("a:1");
		}

	}

	@RestControllerAdvice
	static class CatchAll {

		@ExceptionHandler(IllegalStateException.class)
		String any(IllegalStateException ex) {
			return "caught";
		}

	}

}
