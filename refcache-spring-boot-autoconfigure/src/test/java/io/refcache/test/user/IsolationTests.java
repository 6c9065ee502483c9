package io.refcache.test.user;

import java.util.ArrayList;
import java.util.List;

import io.refcache.EntryOptions;
import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.test.AutoConfigureRefCache;
import io.refcache.test.TestRefCache;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static io.refcache.test.RefCacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;

/**
 * Tests that share an application context don't share what refcache has.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureRefCache
class IsolationTests {

	private static final List<String> REFERENCES = new ArrayList<>();

	private static final List<ApplicationContext> CONTEXTS = new ArrayList<>();

	@Autowired
	private Reports reports;

	@Autowired
	private RefCache refCache;

	@Autowired
	private TestRefCache testRefCache;

	@Autowired
	private ApplicationContext context;

	@MockitoBean
	private Reports.Archive archive;

	@RepeatedTest(2)
	void eachTestStartsEmpty() {
		assertThat(this.testRefCache.tasks()).isEmpty();
		assertThat(this.testRefCache.queued()).isEmpty();
		REFERENCES.forEach((refId) -> assertThat(this.refCache).reference(refId).doesNotExist());
		given(this.archive.read("acme")).willReturn("report");

		REFERENCES.add(this.reports.build("acme", ProgressCallback.NOOP).refId());
		REFERENCES.add(this.refCache.set("key", 1, EntryOptions.DEFAULTS.withNamespace("shared:other")).refId());
		then(this.archive).should(times(1)).read("acme");
		this.testRefCache.hold("Reports.build");
		REFERENCES.add(this.reports.build("held", ProgressCallback.NOOP).refId());

		CONTEXTS.add(this.context);
		assertThat(CONTEXTS).containsOnly(this.context);
	}

	@Nested
	class InNestedClasses {

		@Test
		void testStartsEmpty() {
			eachTestStartsEmpty();
		}

	}

}
