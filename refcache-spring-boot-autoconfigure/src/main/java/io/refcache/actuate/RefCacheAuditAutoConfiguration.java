package io.refcache.actuate;

import io.refcache.access.AccessDenialListener;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for audit events of refusals. An
 * application keeps them with an {@code AuditEventRepository} bean.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@ConditionalOnClass(AuditApplicationEvent.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
public final class RefCacheAuditAutoConfiguration {

	@Bean
	AccessDenialListener refCacheAccessAudit(ApplicationEventPublisher events) {
		return new AccessAudit(events);
	}

}
