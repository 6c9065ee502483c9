package io.refcache.mcp;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.RefCacheConfigurationException;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes the tools of the application fit for agents, before a server takes them.
 */
final class ToolPostProcessor implements BeanPostProcessor {

	/**
	 * What the names of our own beans begin with.
	 */
	static final String OWN = "refCacheMcp";

	private final Supplier<ToolSpecifications> specifications;

	private final Supplier<Set<String>> taken;

	/**
	 * A post-processor.
	 * @param specifications fits tools
	 * @param taken the names of refcache's own tools
	 */
	ToolPostProcessor(Supplier<ToolSpecifications> specifications, Supplier<Set<String>> taken) {
		this.specifications = specifications;
		this.taken = taken;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof List<?> list) || beanName.startsWith(OWN)
				|| list.stream().noneMatch(ToolSpecifications::isFittable)) {
			return bean;
		}
		list.stream().filter(ToolSpecifications::isFittable).map(ToolSpecifications::toolOf).forEach(this::checkName);
		ToolSpecifications fitting = this.specifications.get();
		return list.stream().map(fitting::fit).toList();
	}

	private void checkName(Tool tool) {
		if (this.taken.get().contains(tool.name())) {
			throw new RefCacheConfigurationException(
					"The application has a tool '%s', and refcache has one of that name".formatted(tool.name()),
					"Set 'refcache.mcp.tool-prefix', such as 'refcache_', or rename the tool");
		}
	}

}
