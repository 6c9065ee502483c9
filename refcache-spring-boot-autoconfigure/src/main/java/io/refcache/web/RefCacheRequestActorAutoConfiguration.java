package io.refcache.web;

import io.refcache.access.ActorResolver;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for actors of whom no more is known
 * than the request that they make. It is asked after whatever knows names.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(ServletRequestAttributes.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
public final class RefCacheRequestActorAutoConfiguration {

	private static final Log logger = LogFactory.getLog(RefCacheRequestActorAutoConfiguration.class);

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	ActorResolver refCacheRequestActorResolver(ApplicationContext context) {
		if (!ClassUtils.isPresent("org.springframework.security.core.Authentication", context.getClassLoader())) {
			logger.info("There is no Spring Security, so callers are anonymous and references are bearer capabilities: "
					+ "whoever holds one to shared results may read them");
		}
		return new RequestActorResolver();
	}

}
