package io.refcache;

/**
 * A wrong use of refcache that keeps the application from starting. Boot's failure report
 * shows the problem and the cure.
 *
 * @since 0.1.0
 */
public class RefCacheConfigurationException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String cure;

	/**
	 * A wrong use.
	 * @param problem what is wrong, and where
	 * @param cure what to do
	 */
	public RefCacheConfigurationException(String problem, String cure) {
		super(problem + ". " + cure);
		this.problem = problem;
		this.cure = cure;
	}

	/**
	 * What is wrong, and where.
	 * @return a sentence that names the method or property
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * What to do.
	 * @return a sentence
	 */
	public String getCure() {
		return this.cure;
	}

}
