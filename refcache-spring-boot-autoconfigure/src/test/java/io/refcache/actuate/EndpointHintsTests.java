package io.refcache.actuate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Descriptors are named ahead of time by the operations that answer with them.
 */
class EndpointHintsTests {

	@ParameterizedTest
	@ValueSource(classes = { TasksDescriptor.class, TaskDescriptor.class, TaskDescriptor.Progress.class,
			TaskDescriptor.Failure.class, TaskDescriptor.Attempt.class, RefCacheDescriptor.class,
			RefCacheDescriptor.Tasks.class, RefCacheDescriptor.Pool.class, RefCacheDescriptor.Cleanup.class,
			CleanedDescriptor.class })
	void descriptorIsWritten(Class<?> type) {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, RefCacheEndpoint.class,
				RefCacheTasksEndpoint.class, RefCacheTasksEndpointWebExtension.class);
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(type, type.getRecordComponents()[0].getName()))
			.accepts(hints);
	}

}
