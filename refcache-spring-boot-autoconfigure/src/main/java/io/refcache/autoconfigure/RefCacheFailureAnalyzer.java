package io.refcache.autoconfigure;

import io.refcache.RefCacheConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows a wrong use of refcache as a problem with its cure.
 */
class RefCacheFailureAnalyzer extends AbstractFailureAnalyzer<RefCacheConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RefCacheConfigurationException cause) {
		return new FailureAnalysis(cause.getProblem() + ".", cause.getCure() + ".", cause);
	}

}
