/** The frame around every address: antd's theme and language follow the page's. */
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { antdTheme } from '@/design/theme';
import { Skeleton } from '@/parts/Await';
import { useUi } from '@/words/ui';
import { useGround } from './ground';

/** Draw the current address. */
export function Root() {
  const ground = useGround();
  const { lang } = useUi();
  return (
    <ConfigProvider theme={antdTheme(ground)} locale={lang === 'zh' ? zhCN : enUS}>
      <Suspense fallback={<Skeleton rows={8} />}><Outlet /></Suspense>
    </ConfigProvider>
  );
}
