package io.refcache.web;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether tasks may be changed over HTTP: as the application says, otherwise only if
 * Spring Security guards it.
 */
final class OnChangesCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final String PROPERTY = "refcache.web.changes";

	private static final String FILTER_CHAIN = "springSecurityFilterChain";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Changes of tasks over HTTP");
		Boolean said = context.getEnvironment().getProperty(PROPERTY, Boolean.class);
		if (said != null) {
			return new ConditionOutcome(said, message.foundExactly("'%s=%s'".formatted(PROPERTY, said)));
		}
		boolean guarded = context.getRegistry().containsBeanDefinition(FILTER_CHAIN);
		return new ConditionOutcome(guarded, guarded ? message.foundExactly("'%s'".formatted(FILTER_CHAIN))
				: message.didNotFind("bean").items(FILTER_CHAIN));
	}

}
