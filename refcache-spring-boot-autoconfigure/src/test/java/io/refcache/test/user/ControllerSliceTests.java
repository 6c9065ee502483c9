package io.refcache.test.user;

import java.util.List;

import io.refcache.Ref;
import io.refcache.test.RefCacheFixtures;
import io.refcache.test.TestRefCache;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;

/**
 * A slice without anything of refcache but its answers.
 */
@WebMvcTest
class ControllerSliceTests {

	private static final String REF_ID = "reports:0123456789abcdef0123456789abcdef";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private ApplicationContext context;

	@MockitoBean
	private Reports reports;

	@Test
	void exceptionOfACallInProgressIsAccepted() {
		given(this.reports.total("2026")).willThrow(RefCacheFixtures.inProgress(REF_ID));

		assertThat(this.mvc.get().uri("/totals/2026")).hasStatus(202)
			.hasHeader("Retry-After", "2")
			.hasHeader("Location", "/refcache/" + REF_ID + "?from=%2Ftotals%2F2026")
			.bodyJson()
			.isStrictlyEqualTo("""
					{"ref_id": "%s", "status": "processing", "is_complete": false, "is_async": true,
					"started_at": "2026-01-02T03:04:05.678Z", "progress": null,
					"message": "Task is processing (ref_id=%s)"}""".formatted(REF_ID, REF_ID));
	}

	@Test
	void responseInProgressIsAccepted() {
		given(this.reports.build(eq("acme"), any()))
			.willAnswer((invocation) -> RefCacheFixtures.inProgress(REF_ID).getResponse());

		assertThat(this.mvc.get().uri("/reports/acme")).hasStatus(202).hasHeader("Retry-After", "2");
	}

	@Test
	void referencesAndValuesAreRead() {
		String own = "default:0123456789abcdef0123456789abcdef";
		given(this.reports.length(List.of(Ref.to(own), Ref.of("text")))).willReturn(42);

		assertThat(this.mvc.post().uri("/lengths/" + own).contentType(MediaType.APPLICATION_JSON).content("\"text\""))
			.hasStatusOk()
			.hasBodyTextEqualTo("42");
	}

	@Test
	void thereIsNoEngine() {
		assertThat(this.context.getBeanProvider(TestRefCache.class).getIfAvailable()).isNull();
		assertThat(this.context.containsBean("refCacheEngine")).isFalse();
		assertThat(this.mvc.get().uri("/refcache/" + REF_ID)).hasStatus(404);
	}

}
