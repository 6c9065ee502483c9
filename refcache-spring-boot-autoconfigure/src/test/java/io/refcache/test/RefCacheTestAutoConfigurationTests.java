package io.refcache.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.store.ReferenceStore;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.DirtiesContextTestExecutionListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

class RefCacheTestAutoConfigurationTests {

	/** As TransactionalTestExecutionListener documents it. */
	private static final int ORDER_OF_TRANSACTIONS = 4000;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RefCacheAutoConfiguration.class, RefCacheTestAutoConfiguration.class));

	@Test
	void annotationBringsAllOfRefcacheIntoASlice() throws IOException {
		assertThat(imports(AutoConfigureRefCache.class.getName()))
			.containsAll(imports(AutoConfiguration.class.getName()))
			.contains(RefCacheTestAutoConfiguration.class.getName());
	}

	@Test
	void applicationsDoNotGetIt() throws IOException {
		assertThat(imports(AutoConfiguration.class.getName()))
			.doesNotContain(RefCacheTestAutoConfiguration.class.getName());
	}

	@Test
	void clockIsTheOneOfTheEngineAlone() {
		this.runner.withBean(ReferenceStore.class, () -> mock()).withBean(ClockUser.class).run((context) -> {
			assertThat(context.getBean(TestRefCache.class).clock()).isSameAs(context.getBean("refCacheClock"));
			assertThat(context.getBean(ClockUser.class).clock().getIfAvailable()).isNull();
		});
	}

	@Test
	void switchedOffThereIsNothingToClear() {
		this.runner.withPropertyValues("refcache.enabled=false").run((context) -> {
			TestRefCache testRefCache = context.getBean(TestRefCache.class);
			testRefCache.clear();
			assertThat(testRefCache.tasks()).isEmpty();
		});
	}

	@Test
	void contextsAreClearedAfterTransactionsAndBeforeTheyAreClosed() {
		assertThat(new ClearingTestExecutionListener().getOrder()).isLessThan(ORDER_OF_TRANSACTIONS)
			.isGreaterThan(new DirtiesContextTestExecutionListener().getOrder());
	}

	@Test
	void contextThatHasNotStartedIsLeftAlone() {
		TestContext test = mock();
		given(test.hasApplicationContext()).willReturn(false);

		new ClearingTestExecutionListener().afterTestMethod(test);

		then(test).should(never()).getApplicationContext();
	}

	private static List<String> imports(String annotation) throws IOException {
		String name = "/META-INF/spring/%s.imports".formatted(annotation);
		try (InputStream stream = AutoConfigureRefCache.class.getResourceAsStream(name)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	record ClockUser(ObjectProvider<InstantSource> clock) {

	}

}
