package io.refcache.test.user;

import io.refcache.RefCache;
import io.refcache.TaskInfo;
import io.refcache.test.AutoConfigureRefCache;
import io.refcache.test.TestRefCache;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static io.refcache.test.RefCacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * A slice with all of refcache.
 */
@WebMvcTest
@AutoConfigureRefCache
@Import(Reports.class)
class CachedControllerSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private RefCache refCache;

	@Autowired
	private TestRefCache testRefCache;

	@MockitoBean
	private Reports.Archive archive;

	@Test
	void requestIsAcceptedAndItsReferenceServed() {
		given(this.archive.read("acme")).willReturn("report");
		this.testRefCache.hold(Reports.class, "build");

		assertThat(this.mvc.get().uri("/reports/acme")).hasStatus(202);
		String refId = this.testRefCache.tasks().stream().map(TaskInfo::refId).findFirst().orElseThrow();
		assertThat(this.mvc.get().uri("/refcache/" + refId)).hasStatus(202);
		this.testRefCache.runNext();

		assertThat(this.refCache).task(refId).isComplete();
		assertThat(this.mvc.get().uri("/refcache/" + refId)).hasStatusOk()
			.bodyJson()
			.extractingPath("value")
			.isEqualTo("report");
		assertThat(this.mvc.get().uri("/reports/acme")).hasStatusOk();
	}

}
