package io.refcache.test.user;

import java.time.Duration;
import java.time.Instant;

import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.test.AutoConfigureRefCache;
import io.refcache.test.AutoConfigureRefCache.Clock;
import io.refcache.test.TestRefCache;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static io.refcache.test.RefCacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureRefCache(clock = Clock.SYSTEM)
class SystemClockTests {

	@Autowired
	private Reports reports;

	@Autowired
	private RefCache refCache;

	@Autowired
	private TestRefCache testRefCache;

	@MockitoBean
	private Reports.Archive archive;

	@Test
	void timeIsTheSystems() {
		Instant before = Instant.now();

		assertThat(this.testRefCache.clock().instant()).isBetween(before, Instant.now());
		assertThatIllegalStateException().isThrownBy(() -> this.testRefCache.advance(Duration.ofSeconds(1)))
			.withMessageContaining("clock = MANUAL");
	}

	@Test
	void runsStillStartOnTheThreadOfTheCall() {
		given(this.archive.read("acme")).willAnswer((invocation) -> Thread.currentThread().getName());

		assertThat(this.refCache).reference(this.reports.build("acme", ProgressCallback.NOOP).refId())
			.hasValue(Thread.currentThread().getName());
	}

}
