package io.refcache.aot;

import java.util.List;

import io.refcache.CacheResponse;
import io.refcache.RefCached;
import io.refcache.RetryInfo;
import io.refcache.TaskInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What refcache reaches by reflection.
 */
class RefCacheRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	RefCacheRuntimeHintsTests() {
		List<RuntimeHintsRegistrar> registrars = AotServices.factories().load(RuntimeHintsRegistrar.class).asList();
		assertThat(registrars).filteredOn(RefCacheRuntimeHints.class::isInstance)
			.singleElement()
			.satisfies((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	@Test
	void annotationsAreRead() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(RefCached.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS)).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RefCached.class)).accepts(this.hints);
	}

	@ParameterizedTest
	@ValueSource(classes = { TaskInfo.class, RetryInfo.class, CacheResponse.Complete.class, CacheResponse.Preview.class,
			CacheResponse.Withheld.class })
	void jsonIsWritten(Class<?> type) {
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(type, type.getRecordComponents()[0].getName()))
			.accepts(this.hints);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Minimal", "Standard", "Full" })
	void jsonOfTasksIsWritten(String format) {
		Class<?> type = ClassUtils.resolveClassName("io.refcache.AsyncTaskJson$" + format, null);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type, "refId")).accepts(this.hints);
	}

	@Test
	void expressionsSeeTheirRoot() {
		Class<?> root = ClassUtils.resolveClassName("io.refcache.aop.MethodExpressions$Root", null);
		assertThat(root.getMethods()).filteredOn((method) -> method.getDeclaringClass() == root)
			.isNotEmpty()
			.allMatch((method) -> RuntimeHintsPredicates.reflection().onMethodInvocation(method).test(this.hints));
	}

	@Test
	void settingsOfExecutorsAreRead() {
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(ThreadPoolTaskExecutor.class, "taskDecorator"))
			.accepts(this.hints);
	}

}
