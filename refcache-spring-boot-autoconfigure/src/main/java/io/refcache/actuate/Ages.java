package io.refcache.actuate;

import java.time.Duration;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Ages that operators name.
 */
final class Ages {

	private Ages() {
	}

	static Duration notNegative(String name, Duration age) {
		if (age.isNegative()) {
			throw new InvalidEndpointRequestException("Negative age",
					"'%s' (%s) must not be negative".formatted(name, age));
		}
		return age;
	}

}
