package io.refcache.context;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.task.ContextCapture;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what runs take along from the
 * threads of their callers.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@ConditionalOnClass(ContextRegistry.class)
@ConditionalOnMissingBean(ContextCapture.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RefCacheProperties.class)
public final class RefCacheContextAutoConfiguration {

	private static final String OWN = "refCacheContextAccessor";

	@Bean
	ContextCapture refCacheContextCapture(@Qualifier(OWN) ObjectProvider<ThreadLocalAccessor<?>> own,
			ObjectProvider<ThreadLocalAccessor<?>> beans) {
		return new AccessorCapture(ContextRegistry.getInstance(), () -> own.stream().toList(),
				() -> beans.orderedStream().toList());
	}

	@Bean(defaultCandidate = false)
	@Qualifier(OWN)
	LocaleAccessor refCacheLocaleAccessor() {
		return new LocaleAccessor();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MDC.class)
	static class MdcConfiguration {

		@Bean(defaultCandidate = false)
		@Qualifier(OWN)
		MdcAccessor refCacheMdcAccessor(RefCacheProperties properties) {
			return new MdcAccessor(properties.getTask().getMdcKeys());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SecurityContextHolder.class)
	static class SecurityConfiguration {

		@Bean(defaultCandidate = false)
		@Qualifier(OWN)
		SecurityContextAccessor refCacheSecurityContextAccessor() {
			return new SecurityContextAccessor();
		}

	}

}
