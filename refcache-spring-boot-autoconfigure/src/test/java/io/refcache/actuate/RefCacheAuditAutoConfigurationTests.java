package io.refcache.actuate;

import io.refcache.Actor;
import io.refcache.EntryOptions;
import io.refcache.RefCache;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refusals in the audit log of an application.
 */
class RefCacheAuditAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(MemoryStoreAutoConfiguration.class, RefCacheAutoConfiguration.class, RefCacheAuditAutoConfiguration.class));

	@Test
	void refusalIsAnAuditEvent() {
		this.runner.withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class))
			.withBean(AuditEventRepository.class, InMemoryAuditEventRepository::new)
			.run((context) -> {
				RefCache cache = context.getBean(RefCache.class);
				String refId = cache.set("key", "value", EntryOptions.DEFAULTS.withNamespace("user:alice")).refId();
				assertThat(cache.as(Actor.user("bob")).exists(refId)).isFalse();
				assertThat(cache.as(Actor.user("alice")).exists(refId)).isTrue();

				assertThat(context.getBean(AuditEventRepository.class).find(null, null, null)).singleElement()
					.satisfies((AuditEvent event) -> {
						assertThat(event.getType()).isEqualTo("REFCACHE_ACCESS_DENIED");
						assertThat(event.getPrincipal()).isEqualTo("user:bob");
						assertThat(event.getData()).containsEntry("subject", refId)
							.containsEntry("permission", "READ")
							.containsEntry("reason", "namespace_ownership")
							.containsEntry("namespace", "user:alice")
							.hasSize(4);
					});
			});
	}

	@Test
	void applicationWithoutActuatorNeedsNone() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("refCacheAccessAudit"));
	}

}
