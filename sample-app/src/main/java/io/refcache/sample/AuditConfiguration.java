package io.refcache.sample;

import io.refcache.sample.audit.JarAuditor;
import io.refcache.sample.audit.JarRepository;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes beans of the audit, which knows nothing of Spring.
 */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	private static final Log logger = LogFactory.getLog(AuditConfiguration.class);

	@Bean
	JarRepository jarRepository(AuditProperties properties) {
		JarRepository repository = JarRepository.of(properties.root());
		logger.info(
				"Auditing %s; calls answer with a reference after %s".formatted(repository, properties.asyncTimeout()));
		return repository;
	}

	@Bean
	JarAuditor jarAuditor(JarRepository repository) {
		return new JarAuditor(repository);
	}

}
