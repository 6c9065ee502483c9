package io.refcache.actuate;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the endpoint of tasks.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("management.endpoint.refcachetasks")
public class RefCacheTasksEndpointProperties {

	/**
	 * When to show what computations say: messages of errors and of progress.
	 */
	private Show showValues = Show.NEVER;

	/**
	 * Roles of users who are authorized to be shown them. If it is empty, all
	 * authenticated users are.
	 */
	private final Set<String> roles = new LinkedHashSet<>();

	public Show getShowValues() {
		return this.showValues;
	}

	public void setShowValues(Show showValues) {
		this.showValues = showValues;
	}

	public Set<String> getRoles() {
		return this.roles;
	}

}
