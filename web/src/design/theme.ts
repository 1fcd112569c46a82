/** The antd theme that repeats our tokens. Colours come from the style sheet; it draws nothing itself. */
import { theme, type ThemeConfig } from 'antd';

type Ground = 'light' | 'dark';

const accents: Record<Ground, string> = { light: '#3A4CC0', dark: '#97A6FF' };

/** Give antd's configuration for the light desk or the dark wall. */
export function antdTheme(ground: Ground): ThemeConfig {
  return {
    algorithm: ground === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: accents[ground],
      colorLink: accents[ground],
      borderRadius: 3,
      fontSize: 13,
      fontFamily: 'var(--font)',
      controlHeight: 28,
      boxShadow: 'none',
      boxShadowSecondary: 'none',
      boxShadowTertiary: 'none',
      colorBorder: ground === 'dark' ? '#445262' : '#B7C1CB',
      colorBgElevated: ground === 'dark' ? '#131920' : '#FFFFFF',
      motion: false,
    },
    components: { Modal: { boxShadow: 'none' }, Popover: { boxShadowSecondary: 'none' } },
  };
}
