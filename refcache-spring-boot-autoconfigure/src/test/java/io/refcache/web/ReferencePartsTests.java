package io.refcache.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.refcache.RefCache;
import io.refcache.jackson.RefCacheJacksonAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Previews, pages and the whole of values over HTTP.
 */
class ReferencePartsTests {

	private static final List<Integer> NUMBERS = IntStream.range(100, 1000).boxed().toList();

	private static AnnotationConfigWebApplicationContext context;

	private static MockMvcTester mvc;

	@BeforeAll
	static void start() {
		context = new AnnotationConfigWebApplicationContext();
		context.setServletContext(new MockServletContext());
		TestPropertyValues
			.of("refcache.preview.unit=characters", "refcache.preview.max-size=20", "refcache.max-value-size=10KB")
			.applyTo(context);
		context.register(WebTestApplication.class, RefCacheJacksonAutoConfiguration.class);
		context.refresh();
		mvc = MockMvcTester.from(context);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	void largeValueIsShownInPart() {
		String ref = set(NUMBERS);

		assertThat(get(ref, "")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo(
					"""
							{"ref_id":"%s","preview":[100,400,699,999],"is_complete":false,"is_async":false,
							"preview_strategy":"sample","total_items":900,"original_size":3601,"preview_size":17,
							"message":"Shown are 4 of 900 items: read them in 45 pages of 20 with page=1 to page=45, or all of it with full=true"}
							"""
						.formatted(ref));
	}

	@Test
	void pagesAreServed() {
		String ref = set(NUMBERS);

		assertThat(get(ref, "?page=300&page_size=3")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"ref_id":"%s","preview":[997,998,999],"is_complete":false,"is_async":false,
				"preview_strategy":"paginate","total_items":900,"original_size":3601,"preview_size":13,
				"page":300,"total_pages":300,"has_next":false,
				"message":"Page 300 of 300: there are no more pages"}
				""".formatted(ref));
		assertThat(get(ref, "?page=2&page_size=3&max_size=9")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"preview":[103,104],"sampled_items":2,"has_next":true}
				""");
	}

	@Test
	void wholeIsServedToWhoAsksForIt() {
		assertThat(get(set(NUMBERS), "?full=true")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"is_complete":true,"size":3601,"total_items":900}
				""");
		assertThat(get(set(NUMBERS), "?full=false")).hasStatusOk().bodyText().contains("preview");
		assertThat(get(set("x".repeat(11_000)), "?full=true")).hasStatus(400)
			.bodyText()
			.contains("has 11002 bytes of JSON, 'refcache.max-value-size' allows 10240: read its pages instead");
	}

	@ParameterizedTest
	@MethodSource("wrongParameters")
	void wrongParameterIsABadRequest(String query, String detail) {
		assertThat(get(set(NUMBERS), "?" + query)).hasStatus(400)
			.hasContentType("application/problem+json")
			.bodyText()
			.contains(detail);
	}

	@Test
	void valueThatCannotBeWrittenHasNoRepresentation() {
		List<Object> self = new ArrayList<>();
		self.add(self);

		assertThat(get(set(self), "?page=1")).hasStatus(406)
			.hasContentType("application/problem+json")
			.bodyText()
			.startsWith("{")
			.contains("cannot be written as JSON");
	}

	static Stream<Arguments> wrongParameters() {
		return Stream.of(Arguments.of("page=0", "'page' (0) must be at least 1"),
				Arguments.of("page=-1", "'page' (-1) must be at least 1"),
				Arguments.of("page=x", "'page' must be a whole number"),
				Arguments.of("page=", "'page' must be a whole number"),
				Arguments.of("page=99999999999", "'page' must be a whole number"),
				Arguments.of("page=1&page_size=0", "'page_size' (0) must be from 1 to 1000"),
				Arguments.of("page=1&page_size=5000", "'page_size' (5000) must be from 1 to 1000"),
				Arguments.of("max_size=0", "'max_size' (0) must be from 1 to 1000000"),
				Arguments.of("max_size=1e3", "'max_size' must be a whole number"),
				Arguments.of("full=yes", "'full' must be 'true' or 'false'"),
				Arguments.of("full=true&page=1", "'full' cannot be combined"));
	}

	private static String set(Object value) {
		return context.getBean(RefCache.class).set("key", value).refId();
	}

	private static MvcTestResult get(String ref, String query) {
		return mvc.get().uri(URI.create("/refcache/" + ref + query)).exchange();
	}

}
