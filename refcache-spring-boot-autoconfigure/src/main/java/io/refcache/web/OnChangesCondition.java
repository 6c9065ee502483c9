package io.refcache.web;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Whether tasks may be changed over HTTP: where that is said, or Spring Security guards
 * the application.
 */
final class OnChangesCondition extends AnyNestedCondition {

	OnChangesCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBooleanProperty("refcache.web.changes")
	static class Said {

	}

	@ConditionalOnProperty(name = "refcache.web.changes", matchIfMissing = true, havingValue = "unset")
	@ConditionalOnBean(name = "springSecurityFilterChain")
	static class Secured {

	}

}
