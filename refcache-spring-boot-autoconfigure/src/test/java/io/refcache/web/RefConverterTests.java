package io.refcache.web;

import java.util.List;

import io.refcache.Ref;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * References in request parameters and paths.
 */
class RefConverterTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, RefCacheAutoConfiguration.class,
				MemoryStoreAutoConfiguration.class, RefCachedAutoConfiguration.class,
				RefCacheWebMvcAutoConfiguration.class, RefCacheReferencesWebMvcAutoConfiguration.class,
				WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
				HttpMessageConvertersAutoConfiguration.class))
		.withBean(Sums.class)
		.withBean(Controller.class)
		.withPropertyValues("refcache.name=test");

	@Test
	void parameterIsAValueOrAReference() {
		this.runner.run((context) -> {
			MockMvcTester mvc = MockMvcTester.from(context);
			String refId = context.getBean(RefCache.class).set("key", 40).refId();

			assertThat(mvc.get().uri("/sum/40?other=2")).hasBodyTextEqualTo("42");
			assertThat(mvc.get().uri("/sum/{ref}?other=2", refId)).hasBodyTextEqualTo("42");
			assertThat(mvc.get().uri("/sum/2?other={ref}", refId)).hasBodyTextEqualTo("42");
		});
	}

	@Test
	void whatIsNeitherIsABadRequest() {
		this.runner.run((context) -> {
			MockMvcTester mvc = MockMvcTester.from(context);
			String unknown = "test:0123456789abcdef0123456789abcdef";

			assertThat(mvc.get().uri("/sum/text?other=2")).hasStatus(400);
			assertThat(mvc.get().uri("/sum/sha256:deadbeef?other=2")).hasStatus(400);
			assertThat(mvc.get().uri("/sum/{ref}?other=2", unknown)).hasStatus(400)
				.bodyJson()
				.extractingPath("$.detail")
				.isEqualTo("Invalid or inaccessible reference: " + unknown);
		});
	}

	@Test
	void valuesAreReadWhereRefcacheIsOff() {
		this.runner.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(MockMvcTester.from(context).get().uri("/sum/40?other=2"))
				.hasBodyTextEqualTo("42"));
	}

	static class Sums {

		@RefCached
		public int sum(List<Ref<Integer>> summands) {
			return summands.stream().mapToInt(Ref::value).sum();
		}

	}

	@RestController
	static class Controller {

		private final Sums sums;

		Controller(Sums sums) {
			this.sums = sums;
		}

		@GetMapping("/sum/{summand}")
		String sum(@PathVariable("summand") Ref<Integer> summand, @RequestParam("other") Ref<Integer> other) {
			return String.valueOf(this.sums.sum(List.of(summand, other)));
		}

	}

}
