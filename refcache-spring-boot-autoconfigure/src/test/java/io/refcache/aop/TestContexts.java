package io.refcache.aop;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Application contexts with refcache and nothing else.
 */
final class TestContexts {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(AopAutoConfiguration.class,
			RefCacheAutoConfiguration.class, MemoryStoreAutoConfiguration.class, RefCachedAutoConfiguration.class);

	private TestContexts() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(CONFIGURATIONS);
	}

	/**
	 * A context that several tests share.
	 */
	static AnnotationConfigApplicationContext start(Class<?> configuration, String... properties) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(properties).applyTo(context);
		context.register(configuration);
		context.register(Configurations.getClasses(CONFIGURATIONS));
		context.refresh();
		return context;
	}

}
