package io.refcache.test;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Clears after each test method, so that tests which share an application context don't
 * share results.
 */
class ClearingTestExecutionListener implements TestExecutionListener, Ordered {

	/**
	 * After methods are called in reverse order: clears when the transaction of the test
	 * has been rolled back (4000), and before its context may be closed (3000).
	 */
	private static final int ORDER = 3500;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext().getBeanProvider(TestRefCache.class).ifAvailable(TestRefCache::clear);
		}
	}

}
