// All style sheets at the start, for they are small, and one that came with its screen would count for more or less by what was
// opened before. In the order of the cascade: colours, what a component looks like, the frame, what a feature changes.
import.meta.glob('./theme.css', { eager: true });
import.meta.glob('../components/*.css', { eager: true });
import.meta.glob(['./*.css', '!./theme.css'], { eager: true });
import.meta.glob('../features/*/*.css', { eager: true });
